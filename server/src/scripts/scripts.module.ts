import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InterpretersModule } from '../interpreters/interpreters.module.js';
import { VersionsModule } from '../versions/versions.module.js';
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
import { ScriptsController } from './scripts.controller.js';
import { ScriptsService } from './scripts.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Script]), InterpretersModule, VersionsModule],
  controllers: [ScriptListController, ScriptFilesController, ScriptsController],
  providers: [
    ScriptsService,
    ScriptDeletion,
    ScriptActivity,
    ScriptCatalog,
    ScriptBulk,
    ScriptDuplicates,
    ScriptExport,
    ScriptImport,
  ],
  exports: [ScriptsService, ScriptDeletion, ScriptActivity],
})
export class ScriptsModule {}
