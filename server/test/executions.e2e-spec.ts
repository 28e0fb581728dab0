import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { EntityManager } from 'typeorm';
import { ExecutionsRepository } from '../src/executions/executions.repository.js';
import { Runner } from '../src/runner/runner.js';
import { ScriptDeletion } from '../src/scripts/script-deletion.js';
import { eventually } from './support/eventually.js';
import { newScript } from './support/new-script.js';
import { ended, execute, getExecution, printed, run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const FOREVER = 'import time\nprint("ready", flush=True)\nwhile True: time.sleep(0.05)\n';

describe('executions', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({
      settings: { EXECUTION_CONCURRENCY: '2', EXECUTION_GRACE_MS: '300' },
    });
  });
  afterAll(() => server.close());

  const refused = async (scriptId: number, body: object, field: string) => {
    const answer = await server.api.post(`/api/scripts/${scriptId}/execute`).send(body).expect(400);
    expect(answer.body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field }] });
    return answer.body.fields[0].message as string;
  };

  describe('results', () => {
    it('keeps how a successful run ended and what it printed', async () => {
      const execution = await run(
        server,
        'import sys\nprint("out")\nprint("err", file=sys.stderr)',
      );
      expect(execution).toMatchObject({
        status: 'success',
        reason: null,
        error: null,
        exit_code: 0,
        signal: null,
        version: 1,
        trigger: 'manual',
        output: 'out\n',
        isolation: expect.stringMatching(/bwrap|plain/),
        duration_ms: expect.any(Number),
        queue_position: null,
      });
      expect(execution['log_file']).toBe(`control/execution_${execution.id}/stdout.log`);
    });

    it('tells an exit code from a signal', async () => {
      expect(await run(server, 'raise SystemExit(3)')).toMatchObject({
        status: 'failed',
        reason: 'exit_code',
        exit_code: 3,
      });
      const killed = await run(server, 'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)');
      expect(killed).toMatchObject({ status: 'failed', reason: 'signal', signal: 'SIGKILL' });
    });

    it('runs JavaScript, as an ES module and as CommonJS', async () => {
      const type = 'javascript';
      const module = `import { sep } from 'node:path';\nconsole.log(await Promise.resolve('esm' + sep));`;
      expect(await run(server, module, { type })).toMatchObject({
        status: 'success',
        output: 'esm/\n',
      });
      const common = `const { sep } = require('node:path');\nconsole.log('cjs' + sep);`;
      expect(await run(server, common, { type })).toMatchObject({
        status: 'success',
        output: 'cjs/\n',
      });
    });

    it('stops a run at its time limit', async () => {
      const execution = await run(server, FOREVER, { timeout_seconds: 1 });
      expect(execution).toMatchObject({
        status: 'failed',
        reason: 'timeout',
        error: expect.stringContaining('1 s'),
      });
    });

    it('runs an earlier version when asked', async () => {
      const script = await newScript(server.api, { code: 'print("one")' });
      await server.api
        .put(`/api/scripts/${script.id}`)
        .send({ code: 'print("two")', base_version: 1 })
        .expect(200);
      const first = await execute(server, script.id, { version: 1 });
      expect(await ended(server, first.id)).toMatchObject({ version: 1, output: 'one\n' });
      expect(await ended(server, (await execute(server, script.id)).id)).toMatchObject({
        version: 2,
        output: 'two\n',
      });
      await server.api.post(`/api/scripts/${script.id}/execute`).send({ version: 9 }).expect(404);
    });
  });

  describe('parameters', () => {
    const parameters = [
      { key: 'NAME', required: true, label: 'Who', max_length: 5, pattern: '[a-z]+' },
      { key: 'COUNT', type: 'integer', default_value: 2, min: 1, max: 9 },
      { key: 'RATIO', type: 'number' },
      { key: 'DRY', type: 'boolean', default_value: false },
      { key: 'COLOUR', type: 'select', options: ['red', 'blue'], default_value: 'blue' },
      { key: 'NOTE', type: 'text' },
    ];
    const code =
      'import os, json\nprint(json.dumps({k: os.environ.get(k) for k in ("NAME","COUNT","RATIO","DRY","COLOUR","NOTE")}))';
    let scriptId: number;
    beforeAll(async () => {
      scriptId = (await newScript(server.api, { code, parameters })).id;
    });

    it('reach the script as environment variables, defaults applied', async () => {
      const { id } = await execute(server, scriptId, {
        params: { NAME: 'ann', RATIO: '0.5', DRY: true, NOTE: '两行\nb' },
      });
      const execution = await ended(server, id);
      expect(JSON.parse(execution['output'] as string)).toEqual({
        NAME: 'ann',
        COUNT: '2',
        RATIO: '0.5',
        DRY: 'true',
        COLOUR: 'blue',
        NOTE: '两行\nb',
      });
      expect(execution['params']).toEqual({
        NAME: 'ann',
        COUNT: 2,
        RATIO: 0.5,
        DRY: true,
        COLOUR: 'blue',
        NOTE: '两行\nb',
      });
    });

    it.each([
      ['a missing required value', {}, 'params.NAME', 'Who is required.'],
      ['an empty required value', { NAME: '' }, 'params.NAME', 'Who is required.'],
      ['a value that is too long', { NAME: 'abcdef' }, 'params.NAME', 'at most 5'],
      ['a value that breaks its pattern', { NAME: 'A1' }, 'params.NAME', 'pattern'],
      ['a wrong type', { NAME: 'a', COUNT: 'many' }, 'params.COUNT', 'whole number'],
      ['a number out of range', { NAME: 'a', COUNT: 10 }, 'params.COUNT', 'at most 9'],
      ['a boolean that is none', { NAME: 'a', DRY: 'perhaps' }, 'params.DRY', 'true or false'],
      ['a choice that is none', { NAME: 'a', COLOUR: 'green' }, 'params.COLOUR', 'red, blue'],
      ['an unknown key', { NAME: 'a', PATH: '/x' }, 'params.PATH', 'no parameter'],
      ['half of a character', { NAME: 'a', NOTE: '\ud83d' }, 'params.NOTE', 'surrogate'],
    ])('refuses %s and names the key', async (_what, params, field, message) => {
      expect(await refused(scriptId, { params }, field)).toContain(message);
    });

    it('refuses a value that a pattern does not come to an end with, while others are served', async () => {
      const costly = [
        { key: 'A', pattern: '(a+)+' },
        { key: 'B', pattern: '(a+)+' },
      ];
      const script = await newScript(server.api, { parameters: costly });
      const value = `${'a'.repeat(60)}!`;
      const began = performance.now();
      const said = await refused(script.id, { params: { A: value, B: value } }, 'params.A');
      expect(said).toContain('too costly');
      expect(performance.now() - began).toBeLessThan(5_000);
      const answer = await server.api
        .post('/api/scripts')
        .send({
          ...{ name: 'costly default', type: 'python', code: 'pass' },
          parameters: [{ key: 'A', pattern: '(a+)+', default_value: value }],
        })
        .expect(400);
      expect(answer.body.fields).toMatchObject([{ field: 'parameters.0.default_value' }]);
    });

    it('refuses values that are too long together for the environment of a process', async () => {
      const keys = Array.from({ length: 9 }, (_, index) => `LONG_${index}`);
      const script = await newScript(server.api, {
        code: 'import os\nprint(sum(len(v) for k, v in os.environ.items() if k.startswith("LONG_")))',
        parameters: keys.map((key) => ({ key, type: 'text' })),
      });
      const long = 'x'.repeat(120_000);
      const params = (count: number) =>
        Object.fromEntries(keys.slice(0, count).map((key) => [key, long]));
      const { id } = await execute(server, script.id, { params: params(8) });
      expect(await ended(server, id)).toMatchObject({ status: 'success', output: '960000\n' });
      expect(await refused(script.id, { params: params(9) }, 'params')).toContain('as a file');
    });

    it('may have keys that every object has, and rules that are sent as null', async () => {
      const none = { min: null, max: null, pattern: null, min_length: null, max_length: null };
      const script = await newScript(server.api, {
        code: 'import os\nprint(os.environ.get("constructor"), os.environ["toString"], os.environ["N"])',
        parameters: [
          { key: 'constructor', ...none },
          { key: 'toString', default_value: 'text', options: null },
          { key: 'N', type: 'integer', ...none },
        ],
      });
      const { id } = await execute(server, script.id, { params: { N: 4 } });
      expect(await ended(server, id)).toMatchObject({ output: 'None text 4\n' });
    });

    it('may be given by keys that every object has, but not by __proto__', async () => {
      const keys = ['constructor', 'prototype', 'toString'];
      const script = await newScript(server.api, {
        code: `import os\nprint(*(os.environ.get(key) for key in ${JSON.stringify(keys)}))`,
        parameters: keys.map((key) => ({ key })),
      });
      const params = { constructor: 'one', prototype: 'two', toString: 'three' };
      const path = `/api/scripts/${script.id}`;
      const form = server.api.post(`${path}/execute`).field('params', JSON.stringify(params));
      const plan = { script_id: script.id, name: 'a', cron_expression: '0 0 1 1 *', params };
      const schedule = await server.api.post('/api/schedules').send(plan).expect(201);
      const ids = [
        (await execute(server, script.id, { params })).id,
        (await form.expect(201)).body.data.id,
        (await server.api.post(`/api/schedules/${schedule.body.data.id}/run`)).body.data.id,
      ];
      for (const id of ids)
        expect(await ended(server, id)).toMatchObject({ output: 'one two three\n' });
      const preset = { name: 'a', values: params };
      const saved = await server.api.post(`${path}/presets`).send(preset).expect(201);
      expect(saved.body.data.values).toEqual(params);
      for (const given of ['{"__proto__":"a"}', '{"toString":{"constructor":1}}'])
        for (const body of [`{"params":${given}}`, JSON.stringify({ params: given })])
          await server.api.post(`${path}/execute`).type('json').send(body).expect(400);
    });

    it('takes null for what was left out', async () => {
      const { id } = await execute(server, scriptId, {
        ...{ version: null, timeout_seconds: null, params: { NAME: 'a' } },
      });
      expect(await ended(server, id)).toMatchObject({ status: 'success', version: 1 });
    });

    it('refuses params that are no object', async () => {
      for (const params of ['[1]', 5, '"x"', [1]]) await refused(scriptId, { params }, 'params');
    });

    it('accepts zero and false as values', async () => {
      const script = await newScript(server.api, {
        code: 'import os\nprint(os.environ["N"], os.environ["B"])',
        parameters: [
          { key: 'N', type: 'integer', required: true },
          { key: 'B', type: 'boolean', required: true },
        ],
      });
      const { id } = await execute(server, script.id, { params: { N: 0, B: false } });
      expect(await ended(server, id)).toMatchObject({ status: 'success', output: '0 false\n' });
    });

    it('gives the script a clean environment', async () => {
      process.env['SERVER_SECRET_FOR_TEST'] = 'hidden';
      const execution = await run(server, 'import os\nprint("\\n".join(sorted(os.environ)))');
      delete process.env['SERVER_SECRET_FOR_TEST'];
      expect(execution['output']).not.toContain('SERVER_SECRET');
      expect(execution['output']).toContain('PATH');
    });
  });

  describe('the queue', () => {
    it('limits a script by itself and says who is in the way', async () => {
      const script = await newScript(server.api, { code: FOREVER, concurrency_limit: 1 });
      const first = await execute(server, script.id);
      await printed(server, first.id, 'ready');
      const second = await execute(server, script.id);
      expect(await getExecution(server, second.id)).toMatchObject({
        status: 'pending',
        queue_position: 1,
        waiting_reason: 'own_limit',
        waiting_behind: [first.id],
        waiting_for: `At most 1 of this script run at the same time; running: #${first.id}.`,
      });
      const other = await run(server, 'print("passes")');
      expect(other.status).toBe('success');
      await server.api.post(`/api/executions/${first.id}/cancel`).expect(200);
      await printed(server, second.id, 'ready');
      await server.api.post(`/api/executions/${second.id}/cancel`).expect(200);
      await ended(server, second.id);
    });

    it('limits all runs, and starts the next when a place is free', async () => {
      const script = await newScript(server.api, { code: FOREVER });
      const ids = [];
      for (let index = 0; index < 3; index++) ids.push((await execute(server, script.id)).id);
      const [first = 0, second = 0, third = 0] = ids;
      await printed(server, second, 'ready');
      expect(await getExecution(server, third)).toMatchObject({
        status: 'pending',
        queue_position: 1,
        waiting_reason: 'places',
        waiting_behind: [],
        waiting_for: 'All 2 places are taken by running executions.',
      });
      const busy = await server.api.get('/api/system').expect(200);
      expect(busy.body.data).toMatchObject({ running: 2, waiting: 1 });
      await server.api.post(`/api/executions/${first}/cancel`).expect(200);
      await printed(server, third, 'ready');
      for (const id of [second, third])
        await server.api.post(`/api/executions/${id}/cancel`).expect(200);
      await Promise.all(ids.map((id) => ended(server, id)));
    });
  });

  describe('cancel', () => {
    it('ends a running one with everything it started', async () => {
      const code = [
        'import subprocess, sys, time',
        'subprocess.Popen(["setsid", "sleep", "1000"])',
        'print("ready", flush=True)',
        'time.sleep(1000)',
      ].join('\n');
      const { id } = await execute(server, (await newScript(server.api, { code })).id);
      await printed(server, id, 'ready');
      await server.api.post(`/api/executions/${id}/cancel`).expect(200);
      expect(await ended(server, id)).toMatchObject({ status: 'cancelled', reason: null });
      const again = await server.api.post(`/api/executions/${id}/cancel`).expect(409);
      expect(again.body.error).toBe('EXECUTION_FINISHED');
    });

    it('ends a waiting one before it starts', async () => {
      const script = await newScript(server.api, { code: FOREVER, concurrency_limit: 1 });
      const first = await execute(server, script.id);
      const second = await execute(server, script.id);
      await printed(server, first.id, 'ready');
      const answer = await server.api.post(`/api/executions/${second.id}/cancel`).expect(200);
      expect(answer.body.data).toMatchObject({
        status: 'cancelled',
        start_time: null,
        end_time: expect.any(String),
      });
      await server.api.post(`/api/executions/${first.id}/cancel`).expect(200);
      await ended(server, first.id);
    });

    it('answers 404 for an unknown execution', async () => {
      expect((await server.api.post('/api/executions/99999/cancel').expect(404)).body.error).toBe(
        'EXECUTION_NOT_FOUND',
      );
    });
  });

  it('runs again with the same version and values', async () => {
    const script = await newScript(server.api, {
      code: 'import os\nprint(os.environ["A"])',
      parameters: [{ key: 'A' }],
    });
    const first = await ended(
      server,
      (await execute(server, script.id, { params: { A: 'x' } })).id,
    );
    await server.api
      .put(`/api/scripts/${script.id}`)
      .send({ code: 'print("new")', base_version: 1 })
      .expect(200);
    const again = await server.api.post(`/api/executions/${first.id}/rerun`).expect(201);
    expect(again.body.data).toMatchObject({
      trigger: 'rerun',
      rerun_of: first.id,
      version: 1,
      params: { A: 'x' },
    });
    expect(await ended(server, again.body.data.id)).toMatchObject({ output: 'x\n' });
  });

  describe('deletion', () => {
    it('is refused while an execution runs, also of its script', async () => {
      const script = await newScript(server.api, { code: FOREVER });
      const { id } = await execute(server, script.id);
      await printed(server, id, 'ready');
      expect((await server.api.delete(`/api/executions/${id}`).expect(409)).body.error).toBe(
        'EXECUTION_NOT_FINISHED',
      );
      expect((await server.api.delete(`/api/scripts/${script.id}`).expect(409)).body.error).toBe(
        'SCRIPT_IN_USE',
      );
      await server.api.post(`/api/executions/${id}/cancel`).expect(200);
      await ended(server, id);
      await server.api.delete(`/api/scripts/${script.id}`).expect(200);
      await server.api.get(`/api/executions/${id}`).expect(404);
      expect(existsSync(join(server.directory, `execution_spaces/execution_${id}`))).toBe(false);
      expect(existsSync(join(server.directory, `data/control/execution_${id}`))).toBe(false);
    });

    it('is not held up by folders deeper than a path may be long, whose runs go all the same', async () => {
      const script = await newScript(server.api, {
        code: "import os\nfor _ in range(22):\n  os.mkdir('L' * 200)\n  os.chdir('L' * 200)\nopen('x', 'w')\n",
      });
      const [one = 0, other = 0] = [
        (await ended(server, (await execute(server, script.id)).id)).id,
        (await ended(server, (await execute(server, script.id)).id)).id,
      ];
      const hasFolder = (id: number) =>
        existsSync(join(server.directory, `execution_spaces/execution_${id}`));
      await server.api.delete(`/api/executions/${one}`).expect(200);
      expect(hasFolder(one)).toBe(false);
      await server.api.delete(`/api/scripts/${script.id}`).expect(200);
      expect(hasFolder(other)).toBe(false);
    });

    it('of a script loses no files but those of rows that are gone', async () => {
      const { id, script_id } = await run(server, 'print("kept")');
      const fails = jest
        .spyOn(EntityManager.prototype, 'delete')
        .mockRejectedValueOnce(new Error());
      await server.api.delete(`/api/scripts/${String(script_id)}`).expect(500);
      fails.mockRestore();
      const { body } = await server.api.get(`/api/executions/${id}/logs`).expect(200);
      expect(body.data.text).toBe('kept\n');
    });

    it('succeeds where a folder cannot be removed', async () => {
      const first = await run(server, 'pass');
      const runner = server.app.get(Runner);
      const space = jest.spyOn(runner, 'spaceOf').mockReturnValue('/dev/null/in/the/way');
      await server.api.delete(`/api/executions/${first.id}`).expect(200);
      await server.api.delete(`/api/scripts/${String(first.script_id)}`).expect(200);
      space.mockRestore();
      await server.api.get(`/api/executions/${first.id}`).expect(404);
    });

    it('of a script and its next start do not miss each other', async () => {
      const script = await newScript(server.api);
      const asked: [string, object][] = [
        [`/api/scripts/${script.id}/execute`, {}],
        ['/api/schedules', { script_id: script.id, name: 'late', cron_expression: '0 3 * * *' }],
      ];
      let answers: Promise<number[]> | undefined;
      server.app.get(ScriptDeletion).register({
        objections: async () => {
          if (answers) return [];
          answers = Promise.all(
            asked.map(async ([path, body]) => (await server.api.post(path).send(body)).status),
          );
          let missing = asked.length;
          await new Promise<void>((resolve) =>
            server.app.getHttpServer().on('request', () => --missing || resolve()),
          );
          return [];
        },
      });
      await server.api.delete(`/api/scripts/${script.id}`).expect(200);
      expect(await answers).toEqual([404, 404]);
    });

    it('of a script refuses a start that had found it', async () => {
      const script = await newScript(server.api);
      const executions = server.app.get(ExecutionsRepository);
      const insert = executions.insert.bind(executions);
      jest.spyOn(executions, 'insert').mockImplementationOnce(async (execution, manager) => {
        await server.api.delete(`/api/scripts/${script.id}`).expect(200);
        await insert(execution, manager);
      });
      const { body } = await server.api
        .post(`/api/scripts/${script.id}/execute`)
        .send({})
        .expect(404);
      expect(body.error).toBe('SCRIPT_NOT_FOUND');
    });

    it('takes the log and the files along', async () => {
      const { id } = await run(server, 'open("x", "w").write("1")');
      expect(existsSync(join(server.directory, `execution_spaces/execution_${id}/x`))).toBe(true);
      await server.api.delete(`/api/executions/${id}`).expect(200);
      expect(existsSync(join(server.directory, `execution_spaces/execution_${id}`))).toBe(false);
      expect(existsSync(join(server.directory, `data/control/execution_${id}`))).toBe(false);
    });
  });

  it('lists by filters and reads on by cursor', async () => {
    const script = await newScript(server.api, { code: 'print(1)' });
    const ids: number[] = [];
    for (let index = 0; index < 3; index++)
      ids.push((await ended(server, (await execute(server, script.id)).id)).id);
    const page = async (query: string) =>
      (await server.api.get(`/api/executions?script_id=${script.id}&${query}`).expect(200)).body
        .data;
    const first = await page('per_page=2');
    expect(first).toMatchObject({ total: 3, is_total_capped: false, next_cursor: String(ids[1]) });
    expect(first.items.map(({ id }: { id: number }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.items[0]).toMatchObject({ script_name: script.name, status: 'success' });
    expect(first.items[0]).not.toHaveProperty('output');
    const second = await page(`per_page=2&cursor=${first.next_cursor}`);
    expect(second).toMatchObject({ next_cursor: null, items: [{ id: ids[0] }] });
    expect((await page('status=failed,running')).total).toBe(0);
    expect((await page('status=success&status=failed&trigger=manual')).total).toBe(3);
    expect((await page('created_to=2020-01-01T00:00:00Z')).total).toBe(0);
    expect((await page('created_from=2020-01-01T00:00:00Z')).total).toBe(3);
    for (const query of [
      'status=done',
      'cursor=x',
      'created_from=yesterday',
      'per_page=1000',
      'name=x',
    ]) {
      const answer = await server.api.get(`/api/executions?${query}`).expect(400);
      expect(answer.body.error).toBe('VALIDATION_FAILED');
    }
  });

  it('waits with a reason while its folder is away, and goes on when it is back', async () => {
    const away = await startTestApp();
    const spaces = join(away.directory, 'execution_spaces');
    try {
      const script = await newScript(away.api);
      await rename(spaces, `${spaces}-away`);
      const { id } = await execute(away, script.id);
      const waiting = await getExecution(away, id);
      expect(waiting).toMatchObject({
        status: 'pending',
        waiting_reason: 'no_spaces',
        waiting_for: expect.stringContaining('EXECUTION_SPACES_DIR'),
      });
      await rename(`${spaces}-away`, spaces);
      expect(await ended(away, id)).toMatchObject({ status: 'success' });
    } finally {
      await away.close();
    }
  });

  it('starts nothing while the disk is too full, and says so', async () => {
    const full = await startTestApp({
      settings: { DISK_RESERVE_BYTES: String(Number.MAX_SAFE_INTEGER) },
    });
    try {
      const { id } = await execute(full, (await newScript(full.api)).id);
      const waiting = await eventually('the reason is shown', async () => {
        const execution = await getExecution(full, id);
        return String(execution['waiting_for']).includes('disk') && execution;
      });
      expect(waiting).toMatchObject({
        status: 'pending',
        queue_position: 1,
        waiting_reason: 'disk_full',
      });
    } finally {
      await full.close();
    }
  });
});
