import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ScriptsModule } from '../scripts/scripts.module.js';
import { Execution } from './execution.entity.js';
import { ExecutionReader } from './execution-reader.js';
import { ExecutionsController } from './executions.controller.js';
import { ExecutionsService } from './executions.service.js';
import { ExecutionFiles } from './files/execution-files.js';
import { FilesController } from './files/files.controller.js';
import { ExecutionLogs } from './logs/execution-logs.js';
import { LogStreams } from './logs/log-streams.js';
import { LogsController } from './logs/logs.controller.js';
import { ScriptExecutionsController } from './script-executions.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([Execution]), ScriptsModule],
  controllers: [ScriptExecutionsController, ExecutionsController, LogsController, FilesController],
  providers: [ExecutionsService, ExecutionReader, ExecutionFiles, ExecutionLogs, LogStreams],
  exports: [ExecutionsService, ExecutionReader],
})
export class ExecutionsModule {}
