import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager } from 'typeorm';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { Lease } from './lease.js';

/** How long a query waits for the connection before it fails, in milliseconds. */
const WAIT_MS = 15_000;

/** The transaction that the current chain of calls runs in. */
const ambient = new AsyncLocalStorage<object>();

/**
 * Makes concurrent transactions on SQLite safe. TypeORM shares one query runner among all callers of a SQLite data
 * source, so one caller's rollback undoes what others were told is committed (typeorm issue 1884). Here every caller
 * gets its own runner, and a lease on the one connection: held for one query, or from BEGIN to COMMIT.
 * Call it before `initialize()`.
 */
export function gateSqlite(dataSource: DataSource): DataSource {
  const lease = new Lease();
  const statements = new Map<string, unknown>();

  class GatedRunner extends BetterSqlite3QueryRunner {
    constructor(driver: BetterSqlite3Driver) {
      super(driver);
      // prepared statements belong to the connection, not to the caller
      Object.assign(this, { stmtCache: statements });
    }

    /** @returns whether this call took the lease, and so must give it back */
    private async enter(): Promise<boolean> {
      if (lease.holder === this) return false;
      const transaction = ambient.getStore();
      if (transaction && lease.holder === transaction) {
        throw new Error('Inside a transaction use the EntityManager that transaction() passes.');
      }
      await lease.take(this, WAIT_MS);
      return true;
    }

    private leaveUnlessInTransaction(): void {
      if (!this.isTransactionActive) lease.give(this);
    }

    override async startTransaction(
      ...args: Parameters<BetterSqlite3QueryRunner['startTransaction']>
    ): Promise<void> {
      const hasEntered = await this.enter();
      try {
        await super.startTransaction(...args);
      } catch (error) {
        // TypeORM believes in the transaction before BEGIN has worked; rolling it back would hide why it did not
        if (hasEntered) this.isTransactionActive = false;
        this.leaveUnlessInTransaction();
        throw error;
      }
    }

    override async commitTransaction(): Promise<void> {
      try {
        await super.commitTransaction();
      } finally {
        this.leaveUnlessInTransaction();
      }
    }

    override async rollbackTransaction(): Promise<void> {
      try {
        await super.rollbackTransaction();
      } finally {
        this.leaveUnlessInTransaction();
      }
    }

    // `never` fits wherever TypeORM uses its `any`
    override async query(
      sql: string,
      parameters?: unknown[],
      useStructuredResult?: boolean,
    ): Promise<never> {
      // taking the write lock at once turns "database is locked" in mid-transaction into waiting at its start
      const statement = sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql;
      const hasEntered = await this.enter();
      try {
        return (await super.query(statement, parameters, useStructuredResult)) as never;
      } finally {
        if (hasEntered) lease.give(this);
      }
    }

    override async release(): Promise<void> {
      try {
        if (this.isTransactionActive) await this.rollbackTransaction();
      } finally {
        lease.give(this);
        await super.release();
      }
    }
  }

  const driver = dataSource.driver as BetterSqlite3Driver;
  driver.createQueryRunner = () => new GatedRunner(driver);
  rememberTransaction(dataSource.manager);
  return dataSource;
}

/** Lets a query outside the running transaction's manager be told apart from one that may wait for it. */
function rememberTransaction(manager: EntityManager): void {
  type Work = (manager: EntityManager) => Promise<unknown>;
  const transaction = manager.transaction.bind(manager) as (...args: unknown[]) => Promise<unknown>;
  const remembered = (work: Work) => (inner: EntityManager) =>
    ambient.run(inner.queryRunner ?? inner, () => work(inner));
  // the work comes first or, after an isolation level, second
  manager.transaction = (...args: unknown[]) =>
    transaction(...args.map((arg) => (typeof arg === 'function' ? remembered(arg as Work) : arg)));
}
