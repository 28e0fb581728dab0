import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type Database from 'better-sqlite3';
import { DataSource } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';

/** Pages given back in one step: 64 of 4 KiB take about 0.4 ms. */
const STEP = 64;

/**
 * Gives what deleted rows have left in the database file back to the disk. A database that was made without
 * `auto_vacuum` keeps its size; its free pages are used again by new rows.
 */
@Injectable()
export class FreePages {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @returns whether there is more to give back */
  async release(): Promise<boolean> {
    // a transaction only to have the connection to itself
    return this.dataSource.transaction(() => {
      // not by a query: the pragma frees one page for each row that is fetched, and has no columns that TypeORM would fetch
      const driver = this.dataSource.driver as BetterSqlite3Driver;
      const database = driver.databaseConnection as Database.Database;
      if (database.pragma('auto_vacuum', { simple: true }) === 0) return Promise.resolve(false);
      database.pragma(`incremental_vacuum(${STEP})`);
      return Promise.resolve(Number(database.pragma('freelist_count', { simple: true })) > 0);
    });
  }

  /** Brings the write-ahead log into the database file and empties it. */
  async truncateLog(): Promise<void> {
    await this.dataSource.query('PRAGMA wal_checkpoint(TRUNCATE)');
  }
}
