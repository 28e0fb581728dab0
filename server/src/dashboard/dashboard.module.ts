import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Execution } from '../executions/execution.entity.js';
import { ExecutionsModule } from '../executions/executions.module.js';
import { Schedule } from '../schedules/schedule.entity.js';
import { Script } from '../scripts/script.entity.js';
import { ScriptsModule } from '../scripts/scripts.module.js';
import { DashboardFigures } from './dashboard-figures.js';
import { DashboardController } from './dashboard.controller.js';
import { DashboardService } from './dashboard.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Script, Execution, Schedule]),
    ScriptsModule,
    ExecutionsModule,
  ],
  controllers: [DashboardController],
  providers: [DashboardService, DashboardFigures],
})
export class DashboardModule {}
