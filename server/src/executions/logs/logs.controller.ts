import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiAnswer, ApiFailure } from '../../shared/http/api-answer.js';
import { NoEnvelope } from '../../shared/http/envelope.interceptor.js';
import { IdPipe } from '../../shared/http/id.pipe.js';
import { LogExportQuery } from '../dto/log-export.query.js';
import { LogLinesDto } from '../dto/log-lines.dto.js';
import { LogRangeDto, LogRangeQuery } from '../dto/log-range.dto.js';
import { LogSearchDto } from '../dto/log-search.dto.js';
import { LogSearchQuery } from '../dto/log-search.query.js';
import { ExecutionLogs } from './execution-logs.js';
import { LogExports } from './log-exports.js';
import { LogSearches } from './log-searches.js';

@ApiTags('executions')
@Controller('executions')
export class LogsController {
  constructor(
    private readonly logs: ExecutionLogs,
    private readonly searches: LogSearches,
    private readonly exports: LogExports,
  ) {}

  /**
   * A range of one stream's log by bytes, or with `line` or `lines` a range by lines; with `Accept: text/plain` the log
   * itself as a download.
   */
  @Get(':id/logs')
  @NoEnvelope()
  @ApiAnswer([LogRangeDto, LogLinesDto])
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  async getExecutionLog(
    @Param('id', IdPipe) id: number,
    @Query() query: LogRangeQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.logs.answer(id, query, request, response);
  }

  /** The lines in which something is found. Stops after five seconds and says where to go on. */
  @Get(':id/logs/search')
  @ApiAnswer(LogSearchDto)
  @ApiFailure(400, 'LOG_SEARCH_TOO_COMPLEX')
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  @ApiFailure(503, 'LOG_SEARCH_BUSY')
  async searchExecutionLog(
    @Param('id', IdPipe) id: number,
    @Query() query: LogSearchQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LogSearchDto> {
    return this.searches.search(id, query, response);
  }

  /** The log as a text file, line by line, with times and streams when wanted. */
  @Get(':id/logs/export')
  @NoEnvelope()
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  async exportExecutionLog(
    @Param('id', IdPipe) id: number,
    @Query() query: LogExportQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.exports.send(id, query, request, response);
  }
}
