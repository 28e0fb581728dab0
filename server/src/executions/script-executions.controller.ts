import {
  Body,
  Controller,
  Param,
  Post,
  Query,
  Res,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { fromEvent } from 'rxjs';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { ExecuteScriptDto } from './dto/execute-script.dto.js';
import { ExecuteScriptQuery } from './dto/execute-script.query.js';
import { ExecutionDto } from './dto/execution.dto.js';
import { ExecutionReader } from './execution-reader.js';
import { ExecutionWaiter } from './execution-waiter.js';
import { StagedUploads } from './files/staged-uploads.js';
import { UploadInterceptor } from './files/upload.interceptor.js';
import {
  ApiIdempotencyKey,
  IdempotencyKeyHeader,
  tellReplay,
} from './idempotency/idempotency-key.header.js';
import { IdempotentStart } from './idempotency/idempotent-start.js';

@ApiTags('executions')
@ApiExtraModels(ExecuteScriptDto)
@Controller('scripts')
export class ScriptExecutionsController {
  constructor(
    private readonly starts: IdempotentStart,
    private readonly waiter: ExecutionWaiter,
    private readonly reader: ExecutionReader,
  ) {}

  /**
   * Runs a script, or with `draft` what it is to become. Send JSON, or multipart with the same fields (`params` and
   * `draft` as JSON text) and any number of files. Requests with the same `Idempotency-Key` start one execution, within
   * 24 hours.
   */
  @Post(':id/execute')
  @UseInterceptors(UploadInterceptor)
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ schema: { $ref: getSchemaPath(ExecuteScriptDto) } })
  @ApiIdempotencyKey()
  @ApiAnswer(ExecutionDto, { status: 201 })
  @ApiFailure(400, 'UPLOAD_REFUSED')
  @ApiFailure(404, 'SCRIPT_NOT_FOUND', 'VERSION_NOT_FOUND')
  @ApiFailure(409, 'IDEMPOTENCY_KEY_REUSED')
  @ApiFailure(413, 'UPLOAD_TOO_LARGE')
  async executeScript(
    @Param('id', IdPipe) id: number,
    @Query() { wait }: ExecuteScriptQuery,
    @Body() body: ExecuteScriptDto,
    @UploadedFiles() uploads: StagedUploads | undefined,
    @IdempotencyKeyHeader() key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ExecutionDto> {
    const start = await this.starts.execute(id, body, uploads, key);
    tellReplay(response, start);
    if (!wait) return this.reader.describeStart(start);
    await this.waiter.untilEnded(start.execution.id, wait, fromEvent(response, 'close'));
    return this.reader.get(start.execution.id);
  }
}
