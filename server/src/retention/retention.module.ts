import { Module } from '@nestjs/common';
import { ExecutionsModule } from '../executions/executions.module.js';
import { ScriptsModule } from '../scripts/scripts.module.js';
import { DatabaseModule } from '../shared/database/database.module.js';
import { DiskMeasurement } from './disk-measurement.js';
import { OrphanFolders } from './orphan-folders.js';
import { RetentionSweep } from './retention-sweep.js';
import { RetentionTimer } from './retention-timer.js';
import { UsageController } from './usage.controller.js';
import { UsageService } from './usage.service.js';

@Module({
  imports: [DatabaseModule, ScriptsModule, ExecutionsModule],
  controllers: [UsageController],
  providers: [RetentionSweep, OrphanFolders, DiskMeasurement, RetentionTimer, UsageService],
})
export class RetentionModule {}
