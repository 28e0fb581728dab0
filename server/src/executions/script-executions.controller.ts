import { Body, Controller, Param, Post, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { ExecuteScriptDto } from './dto/execute-script.dto.js';
import { ExecutionDto } from './dto/execution.dto.js';
import { ExecutionReader } from './execution-reader.js';
import { ExecutionsService } from './executions.service.js';
import { StagedUploads } from './files/staged-uploads.js';
import { UploadInterceptor } from './files/upload.interceptor.js';

@ApiTags('executions')
@ApiExtraModels(ExecuteScriptDto)
@Controller('scripts')
export class ScriptExecutionsController {
  constructor(
    private readonly executions: ExecutionsService,
    private readonly reader: ExecutionReader,
  ) {}

  /** Runs a script. Send JSON, or multipart with a field `params` (JSON text) and any number of files. */
  @Post(':id/execute')
  @UseInterceptors(UploadInterceptor)
  @ApiConsumes('application/json', 'multipart/form-data')
  @ApiBody({ schema: { $ref: getSchemaPath(ExecuteScriptDto) } })
  @ApiAnswer(ExecutionDto, { status: 201 })
  @ApiFailure(400, 'VALIDATION_FAILED', 'BROKEN_JSON', 'UPLOAD_REFUSED')
  @ApiFailure(404, 'SCRIPT_NOT_FOUND', 'VERSION_NOT_FOUND')
  @ApiFailure(413, 'UPLOAD_TOO_LARGE')
  async executeScript(
    @Param('id', IdPipe) id: number,
    @Body() body: ExecuteScriptDto,
    @UploadedFiles() uploads: StagedUploads | undefined,
  ): Promise<ExecutionDto> {
    return this.reader.describe(await this.executions.execute(id, body, uploads));
  }
}
