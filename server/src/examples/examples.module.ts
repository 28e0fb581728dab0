import { Module } from '@nestjs/common';
import { ScriptsModule } from '../scripts/scripts.module.js';
import { ExamplesController } from './examples.controller.js';
import { ExamplesService } from './examples.service.js';

@Module({
  imports: [ScriptsModule],
  controllers: [ExamplesController],
  providers: [ExamplesService],
})
export class ExamplesModule {}
