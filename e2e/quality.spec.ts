import { gzipSync } from 'node:zlib';
import { seedRun, seedScript } from './support/api.js';
import { expect, test } from './support/console-guard.js';
import { LOOKS, wear } from './support/looks.js';

const FIRST_LOAD_BYTES = 200_000;
/** The editor is megabytes, which a machine that runs other tests takes its time for. */
const EDITOR_PATIENCE_MS = 60_000;
const LAYOUT_SHIFT = 0.05;

/** The editor's files keep their place, the charts' library a name in its built code. */
const EDITOR = '/monaco/';
const CHARTS = /doughnut/;

/** What the page and its scripts ask for before anything else happens; not what they import when it is needed. */
const ASKED_AT_ONCE = /(?:src|href)="([^"]+\.(?:js|css))"|(?:from|import)\s*"(\.\/[^"]+\.js)"/g;

test('the first load is small', async ({ request }) => {
  const sizes = new Map<string, number>();
  const waiting = ['/'];
  for (const path of waiting) {
    if (sizes.has(path)) continue;
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    const text = await answer.text();
    sizes.set(path, gzipSync(text).length);
    if (path.endsWith('.css')) continue;
    for (const [, linked, imported] of text.matchAll(ASKED_AT_ONCE))
      waiting.push(new URL(linked ?? imported ?? '', 'http://console/').pathname);
  }
  expect([...sizes.keys()].filter((path) => path.endsWith('.js')).length).toBeGreaterThan(0);
  expect([...sizes.values()].reduce((sum, size) => sum + size)).toBeLessThan(FIRST_LOAD_BYTES);
});

test('the editor and the charts are loaded when they are seen, not before', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'print(1)' });
  await seedRun(page.request, script.id);
  const asked: string[] = [];
  page.on('response', (response) => {
    if (/\.js$/.test(response.url())) asked.push(response.url());
  });
  const loaded = async () => {
    const texts = await Promise.all(asked.map(async (url) => (await page.request.get(url)).text()));
    return {
      editor: asked.some((url) => url.includes(EDITOR)),
      charts: texts.some((text) => CHARTS.test(text)),
    };
  };
  const open = async (path: string, sign: string) => {
    asked.length = 0;
    await page.goto(path);
    await expect(page.locator(sign).first()).toBeVisible({ timeout: EDITOR_PATIENCE_MS });
  };
  await open('/scripts', 'app-script-table a');
  await page.waitForLoadState('networkidle');
  expect(await loaded()).toEqual({ editor: false, charts: false });
  await open('/', 'canvas');
  await expect.poll(loaded).toEqual({ editor: false, charts: true });
  await open(`/scripts/${script.id}/code`, '.view-line');
  await expect.poll(loaded).toEqual({ editor: true, charts: false });
});

for (const look of LOOKS.filter(({ language }) => language === 'en')) {
  test(`nothing moves while pages load (${look.device})`, async ({ page }) => {
    const script = await seedScript(page.request, {
      code: 'for n in range(200): print(n)',
      parameters: [{ key: 'CITY', type: 'string', default_value: 'Oslo' }],
    });
    const run = await seedRun(page.request, script.id);
    await wear(page, look);
    await page.addInitScript(watchShifts);
    const paths = [
      ...['/', '/scripts', '/executions', '/schedules', '/schedules?view=calendar', '/system'],
      ...['code', 'parameters', 'dependencies', 'versions', 'settings', 'run'].map(
        (tab) => `/scripts/${script.id}/${tab}`,
      ),
      ...[`/executions/${run}`, `/schedules/new?script=${script.id}`],
    ];
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(() => layoutShift), path).toBeLessThan(LAYOUT_SHIFT);
    }
  });
}

/** An entry of the Layout Instability API. */
interface LayoutShift {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

declare global {
  var layoutShift: number;
}

/** Runs in the page. Sums up the shifts that nobody has caused: an upper bound of the page's CLS. */
function watchShifts(): void {
  globalThis.layoutShift = 0;
  const observer = new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as unknown as LayoutShift[])
      if (!shift.hadRecentInput) globalThis.layoutShift += shift.value;
  });
  // the types are those of Node.js, which has no layout
  observer.observe({ type: 'layout-shift' as 'mark', buffered: true });
}
