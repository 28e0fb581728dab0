import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { collectDefaultMetrics } from 'prom-client';
import { AppModule } from './app.module.js';
import { setUp } from './app.setup.js';
import { InvalidConfigError, ServerConfig } from './config/server-config.js';
import { SqliteUnavailableError } from './shared/database/sqlite-driver.js';
import { isDiskFull } from './shared/errors/disk-full.js';
import { ServerLogger } from './shared/server-logger.js';

const LOG_LEVELS: LogLevel[] = ['error', 'warn', 'log', 'debug', 'verbose'];

try {
  const logger = new ServerLogger();
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    // an open event stream would hold the shutdown for as long as its browser stays
    forceCloseConnections: true,
    abortOnError: false,
    bufferLogs: true,
    logger,
  });
  const config = app.get(ServerConfig);
  logger.setLogLevels(LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(config.LOG_LEVEL) + 1));
  app.useLogger(logger);
  collectDefaultMetrics();
  setUp(app);
  await app.listen(config.PORT, config.HOST);
  // for whoever started it, so not part of the log
  process.stdout.write(`Scriptorium is ready: ${await app.getUrl()}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** What is the user's to mend is said in a sentence, which a stack would hide. */
function explain(error: unknown): string {
  if (error instanceof InvalidConfigError || error instanceof SqliteUnavailableError)
    return error.message;
  if (isDiskFull(error))
    return 'The disk with the folder of the data (DATA_DIR) is full. Free some room and start again; nothing is lost.';
  return String(error instanceof Error ? error.stack : error);
}
