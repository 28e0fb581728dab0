import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { ConfigModule } from './config/config.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { ExamplesModule } from './examples/examples.module.js';
import { ExecutionsModule } from './executions/executions.module.js';
import { HealthModule } from './health/health.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { RunPresetsModule } from './run-presets/run-presets.module.js';
import { SavedViewsModule } from './saved-views/saved-views.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { ScriptsModule } from './scripts/scripts.module.js';
import { DatabaseModule } from './shared/database/database.module.js';
import { FailureFilter } from './shared/errors/failure.filter.js';
import { validationPipe } from './shared/errors/validation.js';
import { EnvelopeInterceptor } from './shared/http/envelope.interceptor.js';
import { UnreadInputGuard } from './shared/http/unread-input.guard.js';
import { TimeModule } from './shared/time/time.module.js';
import { SystemModule } from './system/system.module.js';

@Module({
  imports: [
    ConfigModule,
    TimeModule,
    DatabaseModule,
    ScheduleModule.forRoot(),
    ScriptsModule,
    ExecutionsModule,
    SchedulesModule,
    RunPresetsModule,
    SavedViewsModule,
    DashboardModule,
    ExamplesModule,
    RetentionModule,
    SystemModule,
    HealthModule,
  ],
  providers: [
    { provide: APP_FILTER, useClass: FailureFilter },
    { provide: APP_GUARD, useClass: UnreadInputGuard },
    { provide: APP_PIPE, useFactory: validationPipe },
    { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
  ],
})
export class AppModule {}
