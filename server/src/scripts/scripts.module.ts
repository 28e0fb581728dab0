import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InterpretersModule } from '../interpreters/interpreters.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { ReadableFolders } from './readable-folders.js';
import { ScriptDeletion } from './script-deletion.js';
import { Script } from './script.entity.js';
import { ScriptsController } from './scripts.controller.js';
import { ScriptsService } from './scripts.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Script]), InterpretersModule, VersionsModule],
  controllers: [ScriptsController],
  providers: [ScriptsService, ScriptDeletion, ReadableFolders],
  exports: [ScriptsService, ScriptDeletion, ReadableFolders],
})
export class ScriptsModule {}
