import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { InterpretersModule } from '../interpreters/interpreters.module.js';
import { RunnerModule } from '../runner/runner.module.js';
import { ScriptsModule } from '../scripts/scripts.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { DiskReserve } from './dispatch/disk-reserve.js';
import { ExecutionDispatcher } from './dispatch/execution-dispatcher.js';
import { ExecutionLauncher } from './dispatch/execution-launcher.js';
import { Installations } from './dispatch/installations.js';
import { LocalDispatcher } from './dispatch/local-dispatcher.js';
import { VersionLocks } from './dispatch/version-locks.js';
import { DraftController } from './drafts/draft.controller.js';
import { ExecutionDraft } from './drafts/execution-draft.entity.js';
import { RunContents } from './drafts/run-contents.js';
import { Execution } from './execution.entity.js';
import { ExecutionEvents } from './execution-events.js';
import { ExecutionReader } from './execution-reader.js';
import { ExecutionsController } from './executions.controller.js';
import { ExecutionsRepository } from './executions.repository.js';
import { ExecutionsService } from './executions.service.js';
import { ExecutionFiles } from './files/execution-files.js';
import { FilesController } from './files/files.controller.js';
import { IncomingFolder } from './files/incoming-folder.js';
import { UploadCopies } from './files/upload-copies.js';
import { ExecutionWaiter } from './execution-waiter.js';
import { IdempotencyKey } from './idempotency/idempotency-key.entity.js';
import { IdempotencyKeys } from './idempotency/idempotency-keys.js';
import { IdempotentStart } from './idempotency/idempotent-start.js';
import { BulkController } from './bulk/bulk.controller.js';
import { ExecutionBulk } from './bulk/execution-bulk.js';
import { LiveRuns } from './live-runs.js';
import { ExecutionLogs } from './logs/execution-logs.js';
import { LogExports } from './logs/log-exports.js';
import { LogLines } from './logs/log-lines.js';
import { LogSearches } from './logs/log-searches.js';
import { LogStreams } from './logs/log-streams.js';
import { LogsController } from './logs/logs.controller.js';
import { ExecutionProgress } from './progress/execution-progress.js';
import { ExecutionInput } from './input/execution-input.js';
import { InputController } from './input/input.controller.js';
import { ExecutionFolders } from './storage/execution-folders.js';
import { StoredExecutions } from './storage/stored-executions.js';
import { ExecutionTimeline } from './timeline/execution-timeline.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { ScheduleRuns } from './schedule-runs.js';
import { ScriptRunHistory } from './script-run-history.js';
import { ScriptExecutionsController } from './script-executions.controller.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Execution, ExecutionDraft, IdempotencyKey]),
    ScriptsModule,
    InterpretersModule,
    EnvironmentsModule,
    VersionsModule,
    RunnerModule,
  ],
  controllers: [
    ScriptExecutionsController,
    // before the controller that takes what follows `executions/` for an id
    TimelineController,
    BulkController,
    ExecutionsController,
    LogsController,
    FilesController,
    InputController,
    DraftController,
  ],
  providers: [
    { provide: ExecutionDispatcher, useClass: LocalDispatcher },
    RunContents,
    ExecutionLauncher,
    VersionLocks,
    Installations,
    DiskReserve,
    LiveRuns,
    ExecutionEvents,
    ExecutionProgress,
    ExecutionsRepository,
    ExecutionFolders,
    StoredExecutions,
    ScriptRunHistory,
    ScheduleRuns,
    UploadCopies,
    ExecutionsService,
    ExecutionBulk,
    ExecutionTimeline,
    ExecutionReader,
    ExecutionWaiter,
    IdempotencyKeys,
    IdempotentStart,
    ExecutionFiles,
    IncomingFolder,
    ExecutionLogs,
    LogLines,
    LogSearches,
    LogExports,
    LogStreams,
    ExecutionInput,
  ],
  exports: [
    ExecutionsService,
    ExecutionReader,
    IdempotentStart,
    ExecutionsRepository,
    ExecutionDispatcher,
    ExecutionEvents,
    ExecutionFolders,
    StoredExecutions,
    ScheduleRuns,
    RunnerModule,
  ],
})
export class ExecutionsModule {}
