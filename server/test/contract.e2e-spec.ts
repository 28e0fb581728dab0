import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

type Contract = {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        responses: Record<string, { content?: object }>;
      }
    >
  >;
};

const root = join(import.meta.dirname, '../..');

describe('the HTTP contract', () => {
  const text = readFileSync(join(root, 'server/openapi.json'), 'utf8');
  const operations = Object.entries((JSON.parse(text) as Contract).paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        ...operation,
      })),
  );

  it('is what the code says (else run `npm run openapi` and commit the result)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scriptorium-contract-'));
    try {
      const file = join(folder, 'openapi.json');
      await promisify(execFile)(process.execPath, [
        join(root, 'dist/server/server/src/openapi.js'),
        file,
      ]);
      expect(await readFile(file, 'utf8')).toBe(text);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('names every operation once', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    'types every answer of %s',
    (_name, { responses }) => {
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
      for (const response of Object.values(responses)) expect(response.content).toBeDefined();
    },
  );

  it.each(
    operations.flatMap(({ name, responses }) => {
      const statuses = name.startsWith('GET') ? ['400'] : ['400', '413', '415'];
      return statuses.map((status) => [status, name, responses] as const);
    }),
  )('tells of the %s of %s', (status, _name, responses) => {
    expect(responses[status]?.content).toEqual({
      'application/json': { schema: { $ref: '#/components/schemas/ErrorDto' } },
    });
  });
});
