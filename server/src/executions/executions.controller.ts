import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ANY_JSON, ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { type JsonText, NoEnvelope } from '../shared/http/envelope.interceptor.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { ExecutionDto, ExecutionPageDto } from './dto/execution.dto.js';
import { ExecutionUsageDto } from './dto/execution-usage.dto.js';
import { LogStreamQuery } from './dto/log-stream.query.js';
import { ListExecutionsQuery } from './dto/list-executions.query.js';
import { UpdateExecutionDto } from './dto/update-execution.dto.js';
import { ExecutionReader } from './execution-reader.js';
import { ExecutionsService } from './executions.service.js';
import {
  ApiIdempotencyKey,
  IdempotencyKeyHeader,
  tellReplay,
} from './idempotency/idempotency-key.header.js';
import { IdempotentStart } from './idempotency/idempotent-start.js';
import { LogStreams } from './logs/log-streams.js';

@ApiTags('executions')
@Controller('executions')
export class ExecutionsController {
  constructor(
    private readonly executions: ExecutionsService,
    private readonly starts: IdempotentStart,
    private readonly reader: ExecutionReader,
    private readonly streams: LogStreams,
  ) {}

  /** Executions, newest first, read by cursor. */
  @Get()
  @ApiAnswer(ExecutionPageDto)
  async listExecutions(@Query() query: ListExecutionsQuery): Promise<ExecutionPageDto> {
    return this.reader.list(query);
  }

  /** One execution with its values and the end of its output. */
  @Get(':id')
  @ApiAnswer(ExecutionDto)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  async getExecution(@Param('id', IdPipe) id: number): Promise<ExecutionDto> {
    return this.reader.get(id);
  }

  /** Says whether retention leaves an execution alone. */
  @Patch(':id')
  @ApiAnswer(ExecutionDto)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  async updateExecution(
    @Param('id', IdPipe) id: number,
    @Body() body: UpdateExecutionDto,
  ): Promise<ExecutionDto> {
    await this.executions.setKept(id, body.keep);
    return this.reader.get(id);
  }

  /** What a finished execution answered: any JSON, at most 256 KiB, with every number as the script wrote it. */
  @Get(':id/result')
  @ApiAnswer(ANY_JSON)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND', 'RESULT_NOT_FOUND')
  async getExecutionResult(@Param('id', IdPipe) id: number): Promise<JsonText> {
    return this.reader.result(id);
  }

  /** What its processes used over time, also while it runs. */
  @Get(':id/usage')
  @ApiAnswer(ExecutionUsageDto)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  getExecutionUsage(@Param('id', IdPipe) id: number): Promise<ExecutionUsageDto> {
    return this.reader.usage(id);
  }

  /** Deletes a finished execution with its log and files. */
  @Delete(':id')
  @ApiAnswer(null)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  @ApiFailure(409, 'EXECUTION_NOT_FINISHED')
  async deleteExecution(@Param('id', IdPipe) id: number): Promise<void> {
    await this.executions.delete(id);
  }

  /** Stops a waiting or running execution; its status becomes `cancelled` once everything it started has ended. */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiAnswer(ExecutionDto)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  @ApiFailure(409, 'EXECUTION_FINISHED')
  async cancelExecution(@Param('id', IdPipe) id: number): Promise<ExecutionDto> {
    await this.executions.cancel(id);
    return this.reader.get(id);
  }

  /** Runs the same version or draft again with the same values and uploaded files; once for one `Idempotency-Key`. */
  @Post(':id/rerun')
  @ApiIdempotencyKey()
  @ApiAnswer(ExecutionDto, { status: 201 })
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  @ApiFailure(409, 'IDEMPOTENCY_KEY_REUSED', 'UPLOADS_GONE')
  async rerunExecution(
    @Param('id', IdPipe) id: number,
    @IdempotencyKeyHeader() key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExecutionDto> {
    const start = await this.starts.rerun(id, key);
    tellReplay(response, start);
    return this.reader.describeStart(start);
  }

  /**
   * Follows the log: `log`, `skipped`, `progress` and `status` events, closed by the server after the final `status`.
   * The id of an event is `<stdout offset>.<stderr offset>`; `Last-Event-ID` (or the query `from`) resumes there.
   */
  @Get(':id/logs/stream')
  @NoEnvelope()
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  async streamLog(
    @Param('id', IdPipe) id: number,
    @Query() query: LogStreamQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.streams.open(id, query, request, response);
  }
}
