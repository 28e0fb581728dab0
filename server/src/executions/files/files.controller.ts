import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiAnswer, ApiFailure } from '../../shared/http/api-answer.js';
import { NoEnvelope } from '../../shared/http/envelope.interceptor.js';
import { IdPipe } from '../../shared/http/id.pipe.js';
import { ExecutionFileQuery } from '../dto/execution-file.query.js';
import { ExecutionFilesDto } from '../dto/execution-file.dto.js';
import { ExecutionFiles } from './execution-files.js';

@ApiTags('files')
@Controller('executions')
export class FilesController {
  constructor(private readonly files: ExecutionFiles) {}

  /** The files in an execution's working directory, by path. */
  @Get(':id/files')
  @ApiAnswer(ExecutionFilesDto)
  @ApiFailure(404, 'EXECUTION_NOT_FOUND')
  async listExecutionFiles(@Param('id', IdPipe) id: number): Promise<ExecutionFilesDto> {
    return this.files.list(id);
  }

  /** One file: shown so that nothing in it can run in our origin, or downloaded. */
  @Get(':id/files/*path')
  @NoEnvelope()
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiFailure(400, 'UNSAFE_PATH')
  @ApiFailure(404, 'EXECUTION_NOT_FOUND', 'FILE_NOT_FOUND')
  async getExecutionFile(
    @Param('id', IdPipe) id: number,
    @Param('path') path: string | string[],
    @Query() query: ExecutionFileQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.files.send(id, path, query.download ?? false, request, response);
  }
}
