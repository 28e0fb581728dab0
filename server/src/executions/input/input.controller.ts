import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../../shared/http/api-answer.js';
import { IdPipe } from '../../shared/http/id.pipe.js';
import { ExecutionInput } from './execution-input.js';
import { GiveInputDto } from './give-input.dto.js';

@ApiTags('executions')
@Controller('executions')
export class InputController {
  constructor(private readonly input: ExecutionInput) {}

  /**
   * Gives an interactive execution text to read, or ends its input. All of the text is sent or, when the script has not
   * read what it was sent earlier, none of it; the answer does not wait until it is read.
   */
  @Post(':id/input')
  @HttpCode(200)
  @ApiAnswer(null)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  @ApiFailure(
    409,
    'EXECUTION_NOT_INTERACTIVE',
    'EXECUTION_NOT_RUNNING',
    'INPUT_CLOSED',
    'INPUT_FULL',
  )
  @ApiFailure(503, 'INPUT_UNCERTAIN')
  async giveExecutionInput(
    @Param('id', IdPipe) id: number,
    @Body() body: GiveInputDto,
  ): Promise<void> {
    await this.input.give(id, body);
  }
}
