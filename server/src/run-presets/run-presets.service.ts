import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, Not } from 'typeorm';
import { ScriptsService } from '../scripts/scripts.service.js';
import { Clock } from '../shared/time/clock.js';
import type { SaveRunPresetDto } from './dto/run-preset.dto.js';
import { RunPreset } from './run-preset.entity.js';
import {
  RunPresetNameTakenError,
  RunPresetNotFoundError,
  TooManyRunPresetsError,
} from './run-preset.errors.js';

/** More would not be found again in a menu. */
const PRESET_LIMIT = 100;

/** The named values that a team runs a script with. */
@Injectable()
export class RunPresetsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly scripts: ScriptsService,
    private readonly clock: Clock,
  ) {}

  /** Those of a script, by name. @throws ScriptNotFoundError */
  async of(scriptId: number): Promise<RunPreset[]> {
    await this.scripts.get(scriptId);
    return this.dataSource
      .getRepository(RunPreset)
      .find({ where: { scriptId }, order: { name: 'ASC' } });
  }

  /** @throws ScriptNotFoundError, RunPresetNameTakenError, TooManyRunPresetsError */
  async create(scriptId: number, { name, values }: SaveRunPresetDto): Promise<RunPreset> {
    return this.dataSource.transaction(async (manager) => {
      await this.scripts.get(scriptId, manager);
      const presets = manager.getRepository(RunPreset);
      if (await presets.existsBy({ scriptId, name })) throw new RunPresetNameTakenError(name);
      if ((await presets.countBy({ scriptId })) >= PRESET_LIMIT) {
        throw new TooManyRunPresetsError(PRESET_LIMIT);
      }
      const now = this.clock.now();
      return presets.save(
        presets.create({ scriptId, name, values, createdAt: now, updatedAt: now }),
      );
    });
  }

  /** Gives a preset another name, other values or both. @throws RunPresetNotFoundError, RunPresetNameTakenError */
  async update(
    scriptId: number,
    id: number,
    { name, values }: SaveRunPresetDto,
  ): Promise<RunPreset> {
    return this.dataSource.transaction(async (manager) => {
      const presets = manager.getRepository(RunPreset);
      const preset = await presets.findOneBy({ scriptId, id });
      if (!preset) throw new RunPresetNotFoundError(scriptId, id);
      if (await presets.existsBy({ scriptId, name, id: Not(id) })) {
        throw new RunPresetNameTakenError(name);
      }
      return presets.save(Object.assign(preset, { name, values, updatedAt: this.clock.now() }));
    });
  }

  /** @throws RunPresetNotFoundError */
  async delete(scriptId: number, id: number): Promise<void> {
    const { affected } = await this.dataSource.getRepository(RunPreset).delete({ scriptId, id });
    if (affected === 0) throw new RunPresetNotFoundError(scriptId, id);
  }
}
