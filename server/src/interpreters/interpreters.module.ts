import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RunnerModule } from '../runner/runner.module.js';
import { InterpreterChoices } from './interpreter-choices.js';
import { InterpreterDiscovery } from './interpreter-discovery.js';
import { InterpreterList } from './interpreter-list.js';
import { ListedInterpreter } from './interpreter.entity.js';
import { InterpretersController } from './interpreters.controller.js';
import { InterpretersService } from './interpreters.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([ListedInterpreter]), RunnerModule],
  controllers: [InterpretersController],
  providers: [InterpreterList, InterpreterChoices, InterpreterDiscovery, InterpretersService],
  exports: [InterpreterChoices],
})
export class InterpretersModule {}
