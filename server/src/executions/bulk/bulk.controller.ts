import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer } from '../../shared/http/api-answer.js';
import { BulkExecutionsDto, BulkOutcomesDto } from './bulk.dto.js';
import { ExecutionBulk } from './execution-bulk.js';

@ApiTags('executions')
@Controller('executions')
export class BulkController {
  constructor(private readonly bulk: ExecutionBulk) {}

  /** Does the same to many executions and says for each whether it could be done; 200 even if none could. */
  @Post('bulk')
  @HttpCode(200)
  @ApiAnswer(BulkOutcomesDto)
  async changeExecutions(@Body() body: BulkExecutionsDto): Promise<BulkOutcomesDto> {
    return { items: await this.bulk.apply(body.action, body.ids) };
  }
}
