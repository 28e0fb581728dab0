import { existsSync } from 'node:fs';
import { Global, Module } from '@nestjs/common';
import { readConfig, ServerConfig } from './server-config.js';

@Global()
@Module({
  providers: [
    {
      provide: ServerConfig,
      useFactory: () => {
        if (existsSync('.env')) process.loadEnvFile('.env');
        return readConfig(process.env);
      },
    },
  ],
  exports: [ServerConfig],
})
export class ConfigModule {}
