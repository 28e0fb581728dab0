import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { FilesInterceptor } from '@nestjs/platform-express';
import { ApiConsumes, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiAnswer, ApiFailure } from '../../shared/http/api-answer.js';
import { IdPipe } from '../../shared/http/id.pipe.js';
import { ExportScriptsQuery } from './export-scripts.query.js';
import { ImportOutcomesDto, ImportPreviewDto, ImportScriptsDto } from './import.dto.js';
import { type Download, ScriptExport } from './script-export.js';
import { ScriptImport } from './script-import.js';

/** Files of one upload, and bytes of each: they are held in memory. */
const MAX_FILES = 200;
const MAX_FILE_BYTES = 16 * 1024 * 1024;

const receiveFiles = () =>
  UseInterceptors(
    FilesInterceptor('files', MAX_FILES, {
      limits: { fileSize: MAX_FILE_BYTES, fieldSize: 1024 * 1024, fields: 10 },
      defParamCharset: 'utf8',
    }),
  );

const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

/** Scripts as files. Stands before `ScriptsController`: its `:id` would match these paths. */
@ApiTags('scripts')
@Controller('scripts')
export class ScriptFilesController {
  constructor(
    private readonly exports: ScriptExport,
    private readonly imports: ScriptImport,
  ) {}

  /** Up to 500 scripts as a zip: a folder each, with the code and a `script.json`. */
  @Get('export')
  @ApiProduces('application/zip')
  @ApiResponse({ status: 200, content: { 'application/zip': BINARY } })
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  @ApiFailure(413, 'TRANSFER_TOO_LARGE')
  async exportScripts(
    @Query() query: ExportScriptsQuery,
    @Res() response: Response,
  ): Promise<void> {
    send(response, 'application/zip', await this.exports.archive(query.ids));
  }

  /** The code of a script as a file. */
  @Get(':id/code')
  @ApiProduces('text/plain')
  @ApiResponse({ status: 200, content: { 'text/plain': BINARY } })
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  async downloadCode(@Param('id', IdPipe) id: number, @Res() response: Response): Promise<void> {
    send(response, 'text/plain; charset=utf-8', await this.exports.code(id));
  }

  /** What is in the files, and which names are taken; changes nothing. */
  @Post('import/preview')
  @HttpCode(200)
  @receiveFiles()
  @ApiConsumes('multipart/form-data')
  @ApiAnswer(ImportPreviewDto)
  @ApiFailure(400, 'IMPORT_REFUSED')
  @ApiFailure(413, 'TRANSFER_TOO_LARGE', 'UPLOAD_TOO_LARGE')
  async previewImport(
    @Body() _body: ImportScriptsDto,
    @UploadedFiles() files?: Express.Multer.File[],
  ): Promise<ImportPreviewDto> {
    return this.imports.preview(incoming(files));
  }

  /** Makes scripts from zips and plain files; each is imported whole or not at all. */
  @Post('import')
  @HttpCode(200)
  @receiveFiles()
  @ApiConsumes('multipart/form-data')
  @ApiAnswer(ImportOutcomesDto)
  @ApiFailure(400, 'IMPORT_REFUSED')
  @ApiFailure(413, 'TRANSFER_TOO_LARGE', 'UPLOAD_TOO_LARGE')
  async importScripts(
    @Body() body: ImportScriptsDto,
    @UploadedFiles() files?: Express.Multer.File[],
  ): Promise<ImportOutcomesDto> {
    return { items: await this.imports.run(incoming(files), body.choices ?? []) };
  }
}

const incoming = (files: Express.Multer.File[] = []) =>
  files.map(({ originalname, buffer }) => ({ path: originalname, content: buffer }));

function send(response: Response, type: string, { name, content }: Download): void {
  response.attachment(name).type(type).send(Buffer.from(content));
}
