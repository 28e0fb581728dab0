import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { PageQuery } from '../shared/http/page.dto.js';
import { VersionsService } from '../versions/versions.service.js';
import { CreateScriptDto } from './dto/create-script.dto.js';
import { RollbackDto } from './dto/rollback.dto.js';
import { ScriptDto } from './dto/script.dto.js';
import { UpdateScriptDto } from './dto/update-script.dto.js';
import { VersionDto, VersionPageDto, VersionSummaryDto } from './dto/version.dto.js';
import { ScriptsService } from './scripts.service.js';

@ApiTags('scripts')
@Controller('scripts')
export class ScriptsController {
  constructor(
    private readonly scripts: ScriptsService,
    private readonly versions: VersionsService,
  ) {}

  /** Makes a script; it becomes version 1. */
  @Post()
  @ApiAnswer(ScriptDto, { status: 201 })
  @ApiFailure(409, 'SCRIPT_NAME_TAKEN')
  async createScript(@Body() body: CreateScriptDto): Promise<ScriptDto> {
    return ScriptDto.from(await this.scripts.create(body));
  }

  /** One script with its code. */
  @Get(':id')
  @ApiAnswer(ScriptDto)
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  async getScript(@Param('id', IdPipe) id: number): Promise<ScriptDto> {
    return ScriptDto.from(await this.scripts.get(id));
  }

  /** Changes a script; new code, dependencies, parameters or type become a new version. */
  @Put(':id')
  @ApiAnswer(ScriptDto)
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  @ApiFailure(
    409,
    'SCRIPT_NAME_TAKEN',
    'SCRIPT_VERSION_CONFLICT (details: { current, base })',
    'SCRIPT_CHANGED (details: { current, changed })',
  )
  async updateScript(
    @Param('id', IdPipe) id: number,
    @Body() body: UpdateScriptDto,
  ): Promise<ScriptDto> {
    return ScriptDto.from(await this.scripts.update(id, body));
  }

  /** Deletes a script with its versions, executions, logs and files. */
  @Delete(':id')
  @ApiAnswer(null)
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  @ApiFailure(409, 'SCRIPT_IN_USE')
  async deleteScript(@Param('id', IdPipe) id: number): Promise<void> {
    await this.scripts.delete(id);
  }

  /** The versions of a script, newest first, without their content. */
  @Get(':id/versions')
  @ApiAnswer(VersionPageDto)
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  async listVersions(
    @Param('id', IdPipe) id: number,
    @Query() query: PageQuery,
  ): Promise<VersionPageDto> {
    await this.scripts.get(id);
    const { items, total } = await this.versions.list(id, query.page ?? 1, query.per_page ?? 20);
    return {
      items: items.map((version) => VersionSummaryDto.summarize(version)),
      total,
      ...place(query),
    };
  }

  /** One version by its number. */
  @Get(':id/versions/:version')
  @ApiAnswer(VersionDto)
  @ApiFailure(404, 'SCRIPT_NOT_FOUND', 'VERSION_NOT_FOUND')
  async getVersion(
    @Param('id', IdPipe) id: number,
    @Param('version', IdPipe) version: number,
  ): Promise<VersionDto> {
    await this.scripts.get(id);
    return VersionDto.from(await this.versions.get(id, version));
  }

  /** Makes a new version with the content of an old one. */
  @Post(':id/rollback/:version')
  @HttpCode(200)
  @ApiAnswer(ScriptDto)
  @ApiFailure(404, 'SCRIPT_NOT_FOUND', 'VERSION_NOT_FOUND')
  async rollbackScript(
    @Param('id', IdPipe) id: number,
    @Param('version', IdPipe) version: number,
    @Body() body: RollbackDto,
  ): Promise<ScriptDto> {
    return ScriptDto.from(await this.scripts.rollback(id, version, body.reason));
  }
}

/** Where in the list a page stands. */
const place = ({ page = 1, per_page = 20 }: PageQuery) => ({ page, per_page, next_cursor: null });
