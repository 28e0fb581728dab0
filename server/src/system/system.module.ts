import { Module } from '@nestjs/common';
import { ExecutionsModule } from '../executions/executions.module.js';
import { SystemController } from './system.controller.js';
import { SystemService } from './system.service.js';

@Module({
  imports: [ExecutionsModule],
  controllers: [SystemController],
  providers: [SystemService],
})
export class SystemModule {}
