import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an earlier version stored, and nothing else. */
const HINT =
  /^The module “([^”]+)” is not installed\. Add “([^”]+)” to the dependencies of the script\.$/;
const BATCH = 1_000;

/** Keeps what a hint says in parts instead of its sentence, so that it can be said in any language. */
export class StoreMissingModules1795400018000 implements MigrationInterface {
  name = 'StoreMissingModules1795400018000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await rename(queryRunner, 'hint', 'missing_module');
    await rewrite(queryRunner, 'missing_module', (hint) => {
      const [, module, name] = HINT.exec(hint) ?? [];
      return module && name ? JSON.stringify({ module, package: name }) : null;
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await rewrite(queryRunner, 'missing_module', (json) => {
      const missing = JSON.parse(json) as { module: string; package: string };
      return `The module “${missing.module}” is not installed. Add “${missing.package}” to the dependencies of the script.`;
    });
    await rename(queryRunner, 'missing_module', 'hint');
  }
}

/** In place: TypeORM's own way copies the whole table on SQLite. */
async function rename(queryRunner: QueryRunner, from: string, to: string): Promise<void> {
  await queryRunner.query(`ALTER TABLE "executions" RENAME COLUMN "${from}" TO "${to}"`);
  await queryRunner.getTable('executions');
}

async function rewrite(
  queryRunner: QueryRunner,
  column: string,
  change: (text: string) => string | null,
): Promise<void> {
  const { driver } = queryRunner.connection;
  // how each database writes its first and second parameter
  const [first, second] = [driver.createParameter('first', 0), driver.createParameter('second', 1)];
  const next = (after: number): Promise<{ id: number; text: string }[]> =>
    queryRunner.query(
      `SELECT "id", "${column}" AS "text" FROM "executions" WHERE "${column}" IS NOT NULL AND "id" > ${first} ORDER BY "id" LIMIT ${BATCH}`,
      [after],
    );
  for (let rows = await next(0); rows.length; rows = await next(rows.at(-1)?.id ?? 0)) {
    for (const { id, text } of rows) {
      await queryRunner.query(
        `UPDATE "executions" SET "${column}" = ${first} WHERE "id" = ${second}`,
        [change(text), id],
      );
    }
  }
}
