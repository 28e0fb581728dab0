import { Module } from '@nestjs/common';
import { ExecutionsModule } from '../executions/executions.module.js';
import { InterpretersModule } from '../interpreters/interpreters.module.js';
import { SystemController } from './system.controller.js';
import { SystemService } from './system.service.js';

@Module({
  imports: [ExecutionsModule, InterpretersModule],
  controllers: [SystemController],
  providers: [SystemService],
})
export class SystemModule {}
