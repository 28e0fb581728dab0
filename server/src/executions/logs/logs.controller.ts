import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiAnswer, ApiFailure } from '../../shared/http/api-answer.js';
import { NoEnvelope } from '../../shared/http/envelope.interceptor.js';
import { IdPipe } from '../../shared/http/id.pipe.js';
import { LogRangeDto, LogRangeQuery } from '../dto/log-range.dto.js';
import { ExecutionLogs } from './execution-logs.js';

@ApiTags('executions')
@Controller('executions')
export class LogsController {
  constructor(private readonly logs: ExecutionLogs) {}

  /** A range of one stream's log; with `Accept: text/plain` the log itself as a download. */
  @Get(':id/logs')
  @NoEnvelope()
  @ApiAnswer(LogRangeDto)
  @ApiFailure(400, 'VALIDATION_FAILED')
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  async getExecutionLog(
    @Param('id', IdPipe) id: number,
    @Query() query: LogRangeQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.logs.answer(id, query, request, response);
  }
}
