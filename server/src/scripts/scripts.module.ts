import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { InterpretersModule } from '../interpreters/interpreters.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { ReadableFolders } from './readable-folders.js';
import { ScriptBulk } from './catalog/script-bulk.js';
import { ScriptActivity } from './catalog/script-activity.js';
import { ScriptCatalog } from './catalog/script-catalog.js';
import { ScriptDuplicates } from './catalog/script-duplicates.js';
import { ScriptListController } from './catalog/script-list.controller.js';
import { ScriptExport } from './files/script-export.js';
import { ScriptFilesController } from './files/script-files.controller.js';
import { ScriptImport } from './files/script-import.js';
import { ScriptDeletion } from './script-deletion.js';
import { Script } from './script.entity.js';
import { ScriptEnvironmentController } from './script-environment.controller.js';
import { ScriptEnvironments } from './script-environments.js';
import { ScriptsController } from './scripts.controller.js';
import { ScriptsService } from './scripts.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Script]),
    InterpretersModule,
    EnvironmentsModule,
    VersionsModule,
  ],
  // those with fixed paths come before `:id`
  controllers: [
    ScriptListController,
    ScriptFilesController,
    ScriptsController,
    ScriptEnvironmentController,
  ],
  providers: [
    ScriptsService,
    ReadableFolders,
    ScriptDeletion,
    ScriptEnvironments,
    ScriptActivity,
    ScriptCatalog,
    ScriptBulk,
    ScriptDuplicates,
    ScriptExport,
    ScriptImport,
  ],
  exports: [ScriptsService, ScriptDeletion, ScriptActivity, ReadableFolders],
})
export class ScriptsModule {}
