import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../../shared/http/api-answer.js';
import { IdPipe } from '../../shared/http/id.pipe.js';
import { DuplicateScriptDto } from '../dto/duplicate-script.dto.js';
import { ListScriptsQuery } from '../dto/list-scripts.query.js';
import { ScriptDto, ScriptSummaryDto } from '../dto/script.dto.js';
import { ScriptBulk } from './script-bulk.js';
import { ScriptBulkOutcomesDto, ScriptBulkRequestDto } from './script-bulk.dto.js';
import { ScriptCatalog } from './script-catalog.js';
import { ScriptDuplicates } from './script-duplicates.js';
import { LabelCountsDto, ScriptPageDto } from './script-list-item.dto.js';

/** The scripts as a list. Stands before `ScriptsController`: its `:id` would match these paths. */
@ApiTags('scripts')
@ApiExtraModels(ScriptSummaryDto)
@Controller('scripts')
export class ScriptListController {
  constructor(
    private readonly catalog: ScriptCatalog,
    private readonly bulk: ScriptBulk,
    private readonly duplicates: ScriptDuplicates,
  ) {}

  /** Scripts without their code, with their newest runs; by name unless `sort` says otherwise. */
  @Get()
  @ApiAnswer(ScriptPageDto)
  async listScripts(@Query() query: ListScriptsQuery): Promise<ScriptPageDto> {
    const { page = 1, per_page = 20 } = query;
    return { ...(await this.catalog.list(query)), page, per_page, next_cursor: null };
  }

  /** Every tag with the number of scripts that have it, the most used first. */
  @Get('tags')
  @ApiAnswer(LabelCountsDto)
  async listScriptTags(): Promise<LabelCountsDto> {
    return { items: await this.catalog.tags() };
  }

  /** Every category, and every folder above one, with the number of scripts in and below it. */
  @Get('categories')
  @ApiAnswer(LabelCountsDto)
  async listScriptCategories(): Promise<LabelCountsDto> {
    return { items: await this.catalog.categories() };
  }

  /** Tags, moves or deletes up to 500 scripts; each succeeds or fails on its own. */
  @Post('bulk')
  @HttpCode(200)
  @ApiAnswer(ScriptBulkOutcomesDto)
  async changeScripts(@Body() body: ScriptBulkRequestDto): Promise<ScriptBulkOutcomesDto> {
    return { items: await this.bulk.apply(body) };
  }

  /** Makes a script with the content and settings of another, named "… copy", or with another ending. */
  @Post(':id/duplicate')
  @ApiBody({ type: DuplicateScriptDto, required: false })
  @ApiAnswer(ScriptDto, { status: 201 })
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  async duplicateScript(
    @Param('id', IdPipe) id: number,
    @Body() { ending }: DuplicateScriptDto,
  ): Promise<ScriptDto> {
    return ScriptDto.from(await this.duplicates.duplicate(id, ending));
  }
}
