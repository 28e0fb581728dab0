/** Takes `docs/screenshots` of every page: a desktop in light English, a phone in dark Chinese. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../../bench/support/browser.mjs';
import { removeAll } from '../../bench/support/cleanup.mjs';
import { ROOT, startServer } from '../../bench/support/server.mjs';
import { makeShowcase, moveIntoThePast, startLiveRuns } from './showcase.mjs';

const FOLDER = join(ROOT, 'docs/screenshots');
const PATIENCE_MS = 30_000;

const LOOKS = [
  {
    ...{ suffix: '', theme: 'light', language: 'en' },
    context: { viewport: { width: 1280, height: 800 }, locale: 'en-GB' },
  },
  {
    ...{ suffix: '-phone', theme: 'dark', language: 'zh' },
    context: { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true },
  },
];

/** What shows that a tab of the script page is there. */
const TABS = {
  code: '.monaco-editor .view-line',
  parameters: 'app-parameter-row',
  dependencies: 'textarea',
  versions: '.monaco-editor .view-line',
  settings: 'textarea',
};

/**
 * @typedef {object} Shot
 * @property {string} name of the file
 * @property {string} path
 * @property {(page: import('@playwright/test').Page) => Promise<unknown>} [prepare] what is done once the page is there
 */

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} selector
 */
const shown = (page, selector) => page.locator(selector).first().waitFor();

/** @param {import('./showcase.mjs').Showcase} showcase @returns {Shot[]} */
const shotsOf = ({ scripts: [script], schedules: [schedule], report, failed }) => [
  { name: 'overview', path: '/?last=7d', prepare: (page) => shown(page, 'canvas') },
  {
    ...{ name: 'palette', path: '/' },
    prepare: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('re');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'scripts', path: '/scripts' },
  ...Object.entries(TABS).map(([tab, content]) => ({
    ...{ name: `script-${tab}`, path: `/scripts/${script}/${tab}` },
    prepare: (page) => shown(page, content),
  })),
  { name: 'run', path: `/scripts/${script}/run` },
  ...Object.entries({ execution: report, 'execution-failed': failed }).map(([name, id]) => ({
    ...{ name, path: `/executions/${id}` },
    prepare: (page) => shown(page, 'app-log-row'),
  })),
  { name: 'executions', path: '/executions' },
  {
    ...{ name: 'timeline', path: '/executions?view=timeline' },
    prepare: async (page) => {
      for (let time = 0; time < 2; time++)
        await page.locator('button:has-text("zoom_out")').click();
    },
  },
  { name: 'schedules', path: '/schedules' },
  { name: 'calendar', path: '/schedules?view=calendar' },
  {
    name: 'schedule',
    path: `/schedules/${schedule}`,
    prepare: (page) => shown(page, 'app-cron-preview li'),
  },
  { name: 'system', path: '/system' },
];

/** Nothing on it is on its way any more. @param {import('@playwright/test').Page} page */
const untilLoaded = (page) =>
  page
    .locator('[aria-busy=true], mat-progress-spinner, .mdc-linear-progress--indeterminate')
    .first()
    .waitFor({ state: 'detached' });

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {typeof LOOKS[number]} look
 * @param {Shot[]} shots
 */
async function takeAll(browser, url, { suffix, theme, language, context }, shots) {
  const settings = { timezoneId: 'Europe/London', reducedMotion: /** @type {const} */ ('reduce') };
  const view = await browser.newContext({ ...context, ...settings, baseURL: url });
  await view.addInitScript(`
    localStorage.setItem('scriptorium.theme', '${theme}');
    localStorage.setItem('scriptorium.language', '${language}');
  `);
  const page = await view.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  for (const { name, path, prepare } of shots) {
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    await untilLoaded(page);
    await prepare?.(page);
    await untilLoaded(page);
    await page.screenshot({ path: join(FOLDER, `${name}${suffix}.png`) });
  }
  await view.close();
}

if (!execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }))
  throw new Error('No font has Chinese characters. Install one, e.g. fonts-noto-cjk.');
// the system's own interpreters: others have places in somebody's home
const settings = { EXECUTION_CONCURRENCY: '4', PYTHON_EXECUTABLE: '/usr/bin/python3' };
mkdirSync(FOLDER, { recursive: true });
try {
  const first = await startServer(settings);
  const showcase = await makeShowcase(first.api);
  await first.stop();
  moveIntoThePast(join(first.folder, 'data/database.db'));

  const server = await startServer(settings, first.folder);
  await startLiveRuns(server.api, showcase);
  const browser = await openBrowser();
  for (const look of LOOKS) await takeAll(browser, server.url, look, shotsOf(showcase));
} finally {
  await removeAll();
}
