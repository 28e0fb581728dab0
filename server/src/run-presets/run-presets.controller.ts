import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiAnswer, ApiFailure } from '../shared/http/api-answer.js';
import { IdPipe } from '../shared/http/id.pipe.js';
import { RunPresetDto, RunPresetListDto, SaveRunPresetDto } from './dto/run-preset.dto.js';
import { RunPresetsService } from './run-presets.service.js';

@ApiTags('run-presets')
@Controller('scripts/:id/presets')
export class RunPresetsController {
  constructor(private readonly presets: RunPresetsService) {}

  /** The named values that the script is run with, by name. */
  @Get()
  @ApiAnswer(RunPresetListDto)
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  async listRunPresets(@Param('id', IdPipe) id: number): Promise<RunPresetListDto> {
    return { items: (await this.presets.of(id)).map((preset) => RunPresetDto.from(preset)) };
  }

  /** Keeps values under a name, for everybody. */
  @Post()
  @ApiAnswer(RunPresetDto, { status: 201 })
  @ApiFailure(404, 'SCRIPT_NOT_FOUND')
  @ApiFailure(409, 'RUN_PRESET_NAME_TAKEN', 'TOO_MANY_RUN_PRESETS')
  async createRunPreset(
    @Param('id', IdPipe) id: number,
    @Body() body: SaveRunPresetDto,
  ): Promise<RunPresetDto> {
    return RunPresetDto.from(await this.presets.create(id, body));
  }

  /** Replaces a preset's name and values. */
  @Put(':preset')
  @ApiAnswer(RunPresetDto)
  @ApiFailure(404, 'RUN_PRESET_NOT_FOUND')
  @ApiFailure(409, 'RUN_PRESET_NAME_TAKEN')
  async updateRunPreset(
    @Param('id', IdPipe) id: number,
    @Param('preset', IdPipe) preset: number,
    @Body() body: SaveRunPresetDto,
  ): Promise<RunPresetDto> {
    return RunPresetDto.from(await this.presets.update(id, preset, body));
  }

  /** Deletes a preset; no execution is touched. */
  @Delete(':preset')
  @ApiAnswer(null)
  @ApiFailure(404, 'RUN_PRESET_NOT_FOUND')
  async deleteRunPreset(
    @Param('id', IdPipe) id: number,
    @Param('preset', IdPipe) preset: number,
  ): Promise<void> {
    await this.presets.delete(id, preset);
  }
}
