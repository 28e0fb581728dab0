import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type Database from 'better-sqlite3';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '../../../../migrations/index.js';
import { ServerConfig } from '../../config/server-config.js';
import { FreePages } from './free-pages.js';
import { sqliteDriver } from './sqlite-driver.js';
import { gateSqlite } from './sqlite-gate.js';

/** The one connection of the process; migrations run when it opens. */
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ServerConfig],
      useFactory: (config: ServerConfig) => ({
        type: 'better-sqlite3' as const,
        driver: sqliteDriver(),
        database: config.databasePath,
        autoLoadEntities: true,
        migrations,
        migrationsRun: true,
        migrationsTransactionMode: 'each' as const,
        synchronize: false,
        enableWAL: true,
        retryAttempts: 0,
        prepareDatabase: (database: unknown) =>
          prepareSqlite(database as Database.Database, config),
      }),
      dataSourceFactory: async (options?: DataSourceOptions) => {
        if (!options) throw new Error('TypeORM gave no options.');
        if (typeof options.database === 'string' && options.database !== ':memory:') {
          mkdirSync(dirname(options.database), { recursive: true });
          makePrivate(options.database);
        }
        return gateSqlite(new DataSource(options)).initialize();
      },
    }),
  ],
  providers: [FreePages],
  exports: [FreePages],
})
export class DatabaseModule {}

/** SQLite gives its other files the permissions of this one. */
function makePrivate(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

function prepareSqlite(database: Database.Database, config: ServerConfig): void {
  database.pragma('busy_timeout = 5000');
  // before anything is written, even the mode of the journal: only a new database takes it, see `FreePages`
  database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma(`synchronous = ${config.SQLITE_SYNCHRONOUS}`);
}
