import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ScriptsModule } from '../scripts/scripts.module.js';
import { RunPreset } from './run-preset.entity.js';
import { RunPresetsController } from './run-presets.controller.js';
import { RunPresetsService } from './run-presets.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([RunPreset]), ScriptsModule],
  controllers: [RunPresetsController],
  providers: [RunPresetsService],
})
export class RunPresetsModule {}
