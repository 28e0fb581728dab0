import { LogSearches } from '../src/executions/logs/log-searches.js';
import { run } from './support/run.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { type Print, writeLog } from './support/written-log.js';

/** Matches a line of `a` in as many ways as there are sums of its length. */
const CATASTROPHIC = '^(a+)+$';

describe('the search in a log', () => {
  let server: TestApp;
  let id: number;

  beforeAll(async () => {
    server = await startTestApp();
    ({ id } = await run(server, 'pass'));
  });
  afterAll(() => server.close());

  const write = (...prints: Print[]) => writeLog(server, id, prints);
  const get = (query: object, execution = id) =>
    server.api.get(`/api/executions/${execution}/logs/search`).query(query);
  const search = async (query: object) => (await get(query).expect(200)).body.data;
  const numbers = async (query: object) =>
    (await search(query)).hits.map(({ number }: { number: number }) => number);

  it('answers lines with their place, stream and time', async () => {
    await write(
      { text: 'fine\nan Error, another error\n', atMs: 1_700_000_000_001 },
      { stream: 'stderr', text: 'ERROR\n', atMs: 1_700_000_000_002 },
      { text: 'fine\n' },
    );
    expect(await search({ q: 'error' })).toEqual({
      hits: [
        {
          ...{ number: 2, stream: 'stdout', at: '2023-11-14T22:13:20.001Z' },
          ...{ text: 'an Error, another error', text_start: 0 },
          columns: [
            { start: 3, end: 8 },
            { start: 18, end: 23 },
          ],
        },
        {
          ...{ number: 3, stream: 'stderr', at: '2023-11-14T22:13:20.002Z' },
          ...{ text: 'ERROR', text_start: 0, columns: [{ start: 0, end: 5 }] },
        },
      ],
      total: 2,
      has_more: false,
      next_line: null,
      is_partial: false,
    });
  });

  it('tells upper from lower case when asked, in any script', async () => {
    await write({ text: 'Größe\nGRÖSSE größe\nпривет\nПРИВЕТ\n數據\n' });
    expect(await numbers({ q: 'größe' })).toEqual([1, 2]);
    expect(await numbers({ q: 'größe', case: true })).toEqual([2]);
    expect(await numbers({ q: 'привет' })).toEqual([3, 4]);
    expect(await numbers({ q: '數' })).toEqual([5]);
  });

  it('takes text for text and an expression for an expression', async () => {
    await write({ text: 'a.c\nabc\n[x] (1+1) $5 \\ ^ {2} | * ?\n' });
    expect(await numbers({ q: 'a.c' })).toEqual([1]);
    expect(await numbers({ q: 'a.c', regex: true })).toEqual([1, 2]);
    expect(await numbers({ q: '[x] (1+1) $5 \\ ^ {2} | * ?' })).toEqual([3]);
  });

  it('matches an expression with each line alone', async () => {
    await write({ text: 'one\ntwo\n\nthree\n' });
    expect(await numbers({ q: '^t.*$', regex: true })).toEqual([2, 4]);
    expect(await numbers({ q: 'e\\st|[^x]two', regex: true })).toEqual([]);
    expect(await numbers({ q: '^$', regex: true })).toEqual([3]);
    expect(await numbers({ q: '(?<!o)e', regex: true })).toEqual([1, 4]);
  });

  it('looks at what a terminal would show', async () => {
    await write({ text: 'An \u001b[31mERR\u001b[0mor\n10%\r100% done\r\nfine\r\n' });
    expect(await search({ q: 'error' })).toMatchObject({
      hits: [{ number: 1, text: 'An ERRor', columns: [{ start: 3, end: 8 }] }],
    });
    expect(await numbers({ q: '^100% done$', regex: true })).toEqual([2]);
    expect(await numbers({ q: '10%' })).toEqual([]);
    expect(await numbers({ q: 'fine$', regex: true })).toEqual([3]);
  });

  it('finds lines that both streams print at once, under their numbers', async () => {
    await write(
      { text: 'needle begins here ' },
      { stream: 'stderr', text: 'a needle\nhalf a nee' },
      { text: 'and ends\nlast needle' },
      { stream: 'stderr', text: 'dle\n' },
    );
    expect(await numbers({ q: 'needle' })).toEqual([1, 2, 3, 4]);
    expect(await numbers({ q: 'needle', stream: 'stderr' })).toEqual([1, 2]);
    expect(await numbers({ q: 'needle', from_line: 3 })).toEqual([3, 4]);
  });

  it('tells the lines of one stream by their numbers in the whole log when asked', async () => {
    await write(
      { text: 'needle\n' },
      { stream: 'stderr', text: 'hay\nneedle\n' },
      { text: 'needle\n' },
      { stream: 'stderr', text: 'needle\n' },
    );
    const query = { q: 'needle', stream: 'stderr', merged_numbers: true };
    expect(await numbers(query)).toEqual([3, 5]);
    expect(await numbers({ ...query, from_line: 4 })).toEqual([5]);
    expect(await search({ ...query, limit: 1 })).toMatchObject({ total: 2, next_line: 5 });
  });

  it('shows a part of a long line, and finds what lies far behind its beginning', async () => {
    await write({ text: `${'x'.repeat(600_000)}needle${'y'.repeat(600_000)}\nnext needle\n` });
    const { hits } = await search({ q: 'needle' });
    expect(hits[0]).toMatchObject({
      text_start: 599_800,
      columns: [{ start: 600_000, end: 600_006 }],
    });
    expect(hits[0].text).toHaveLength(1_000);
    expect(hits[0].text.slice(200, 206)).toBe('needle');
    expect(hits[1].number).toBe(2);
  });

  it('finds nothing in an empty log', async () => {
    await write();
    expect(await search({ q: 'x' })).toMatchObject({ hits: [], total: 0, next_line: null });
  });

  describe('of many lines', () => {
    const LINES = 60_000;
    const isHit = (line: number) => line % 7 === 0;
    const hits = Array.from({ length: LINES }, (_, index) => index + 1).filter(isHit);

    beforeAll(() =>
      write(
        ...Array.from({ length: LINES }, (_, index): Print => {
          const word = isHit(index + 1) ? 'needle' : 'straw';
          return { stream: index % 5 ? 'stdout' : 'stderr', text: `${index + 1} größer ${word}\n` };
        }),
      ),
    );

    it.each([{ regex: false }, { regex: true }])('goes on from page to page (%j)', async (how) => {
      const found: number[] = [];
      for (let line: number | null = 1; line !== null;) {
        const page = await search({ q: 'needle', from_line: line, limit: 1000, ...how });
        expect(page.total).toBe(hits.length - found.length);
        expect(page.has_more).toBe(page.next_line !== null);
        found.push(...page.hits.map(({ number }: { number: number }) => number));
        line = page.next_line;
      }
      expect(found).toEqual(hits);
    });

    it('does not count what lies behind the page unless asked', async () => {
      const page = await search({ q: 'needle', count: false, from_line: 30_000, limit: 2 });
      expect(page).toMatchObject({
        hits: [{ number: 30_002 }, { number: 30_009 }],
        ...{ total: null, has_more: true, next_line: 30_016 },
      });
    });
  });

  it('is stopped when an expression does not come to an end, and works again after it', async () => {
    await write({ text: `${'a'.repeat(60)}!\nfine\n` });
    const slowest = { ms: 0, at: performance.now() };
    const watch = setInterval(() => {
      slowest.ms = Math.max(slowest.ms, performance.now() - slowest.at);
      slowest.at = performance.now();
    }, 5);
    const { body } = await get({ q: CATASTROPHIC, regex: true }).expect(400);
    clearInterval(watch);
    expect(body).toMatchObject({ error: 'LOG_SEARCH_TOO_COMPLEX', fields: [{ field: 'q' }] });
    expect(body.message).toContain('nested repetitions');
    // the thread that hangs is another one
    expect(slowest.ms).toBeLessThan(1_000);
    expect(await numbers({ q: 'fine' })).toEqual([2]);
  });

  it('refuses an expression that backtracks too deep', async () => {
    await write({ text: `${'a'.repeat(8_000_000)}!\n` });
    const { body } = await get({ q: '^(a|b)*?c$', regex: true }).expect(400);
    expect(body.error).toBe('LOG_SEARCH_TOO_COMPLEX');
  });

  it('stops when nobody waits for it any more', async () => {
    await write({ text: `${'a'.repeat(60)}!\nfine\n` });
    const abort = new AbortController();
    const searches = server.app.get(LogSearches);
    const url = `${server.url}/api/executions/${id}/logs/search?regex=true&q=${encodeURIComponent(CATASTROPHIC)}`;
    const leaving = fetch(url, { signal: abort.signal });
    leaving.catch(() => undefined);
    while (!searches.isBusy) await new Promise((resolve) => setTimeout(resolve, 5));
    abort.abort();
    await expect(leaving).rejects.toThrow();
    const started = performance.now();
    expect(await numbers({ q: 'fine' })).toEqual([2]);
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it.each([
    [{}, 'q'],
    [{ q: '' }, 'q'],
    [{ q: 'x'.repeat(1_001) }, 'q'],
    [{ q: 'two\nlines' }, 'q'],
    [{ q: '(', regex: true }, 'q'],
    [{ q: 'x', regex: 'maybe' }, 'regex'],
    [{ q: 'x', case: 1 }, 'case'],
    [{ q: 'x', count: 'all' }, 'count'],
    [{ q: 'x', stream: 'both' }, 'stream'],
    [{ q: 'x', from_line: 0 }, 'from_line'],
    [{ q: 'x', limit: 1_001 }, 'limit'],
    [{ q: 'x', page: 2 }, 'page'],
  ])('refuses %j, naming %s', async (query, field) => {
    await write({ text: 'aaa\n' });
    const { body } = await get(query).expect(400);
    expect(body).toMatchObject({ error: 'VALIDATION_FAILED', fields: [{ field }] });
  });

  it('knows characters beyond 16 bits and classes of Unicode, and expressions that these would refuse', async () => {
    await write({ text: 'Überraschung 日本\na😀b\n-x-\n' });
    expect(await numbers({ q: '\\p{Script=Han}', regex: true })).toEqual([1]);
    expect(await numbers({ q: '^a.b$', regex: true })).toEqual([2]);
    expect(await numbers({ q: 'a[😀]b', regex: true })).toEqual([2]);
    expect(await numbers({ q: '^\\-x', regex: true })).toEqual([3]);
  });

  it('says what is wrong with an expression', async () => {
    const { body } = await get({ q: '[a', regex: true }).expect(400);
    expect(body.message).toMatch(/Unterminated character class.*regex=true/);
  });

  it('does not exist for an unknown execution', async () => {
    const { body } = await get({ q: 'x' }, 999_999).expect(404);
    expect(body.error).toBe('EXECUTION_NOT_FOUND');
  });
});
