import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EnvironmentsModule } from '../environments/environments.module.js';
import { InterpretersModule } from '../interpreters/interpreters.module.js';
import { VersionsModule } from '../versions/versions.module.js';
import { ReadableFolders } from './readable-folders.js';
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
  controllers: [ScriptsController, ScriptEnvironmentController],
  providers: [ScriptsService, ReadableFolders, ScriptDeletion, ScriptEnvironments],
  exports: [ScriptsService, ScriptDeletion, ReadableFolders],
})
export class ScriptsModule {}
