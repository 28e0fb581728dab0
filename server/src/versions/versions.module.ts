import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ScriptVersion } from './version.entity.js';
import { VersionsService } from './versions.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([ScriptVersion])],
  providers: [VersionsService],
  exports: [VersionsService],
})
export class VersionsModule {}
