import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../../shared/http/api-answer.js';
import { IdPipe } from '../../shared/http/id.pipe.js';
import { ExecutionReader } from '../execution-reader.js';
import { ExecutionDraftDto } from './draft.dto.js';

@ApiTags('executions')
@Controller('executions')
export class DraftController {
  constructor(private readonly reader: ExecutionReader) {}

  /** What a run of a draft runs. */
  @Get(':id/draft')
  @ApiAnswer(ExecutionDraftDto)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND', 'DRAFT_NOT_FOUND')
  async getExecutionDraft(@Param('id', IdPipe) id: number): Promise<ExecutionDraftDto> {
    return this.reader.draft(id);
  }
}
