import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { API_PREFIX } from './app.setup.js';
import { openApiDocument } from './openapi-document.js';

// `preview` builds the module graph without making a single provider: no database, no file, no process is touched
const app = await NestFactory.create(AppModule, {
  preview: true,
  abortOnError: false,
  logger: ['error'],
});
app.setGlobalPrefix(...API_PREFIX);
const file = process.argv[2] ?? 'server/openapi.json';
writeFileSync(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
