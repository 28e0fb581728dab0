import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExecutionsModule } from '../executions/executions.module.js';
import { ScriptsModule } from '../scripts/scripts.module.js';
import { DueSchedules } from './due-schedules.js';
import { ScheduleGuard } from './schedule-guard.js';
import { ScheduleCalendar } from './calendar/schedule-calendar.js';
import { ScheduleReader } from './schedule-reader.js';
import { ScheduleTicker } from './schedule-ticker.js';
import { Schedule } from './schedule.entity.js';
import { SchedulesController } from './schedules.controller.js';
import { SchedulesService } from './schedules.service.js';
import { ScriptNextTimes } from './script-next-times.js';

@Module({
  imports: [TypeOrmModule.forFeature([Schedule]), ScriptsModule, ExecutionsModule],
  controllers: [SchedulesController],
  providers: [
    SchedulesService,
    ScheduleReader,
    ScheduleCalendar,
    DueSchedules,
    ScheduleTicker,
    ScheduleGuard,
    ScriptNextTimes,
  ],
})
export class SchedulesModule {}
