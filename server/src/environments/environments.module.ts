import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RunnerModule } from '../runner/runner.module.js';
import { EnvironmentBuilder } from './environment-builder.js';
import { Environment } from './environment.entity.js';
import { EnvironmentEviction } from './environment-eviction.js';
import { EnvironmentFolders } from './environment-folders.js';
import { EnvironmentList } from './environment-list.js';
import { EnvironmentReader } from './environment-reader.js';
import { EnvironmentUsers } from './environment-users.js';
import { EnvironmentsController } from './environments.controller.js';
import { EnvironmentsService } from './environments.service.js';
import { NpmInstaller } from './install/npm-installer.js';
import { PythonInstaller } from './install/python-installer.js';

@Module({
  imports: [TypeOrmModule.forFeature([Environment]), RunnerModule],
  controllers: [EnvironmentsController],
  providers: [
    EnvironmentList,
    EnvironmentFolders,
    EnvironmentBuilder,
    PythonInstaller,
    NpmInstaller,
    EnvironmentUsers,
    EnvironmentsService,
    EnvironmentReader,
    EnvironmentEviction,
  ],
  exports: [EnvironmentsService, EnvironmentReader, EnvironmentUsers],
})
export class EnvironmentsModule {}
