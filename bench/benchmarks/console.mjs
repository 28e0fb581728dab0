import { setTimeout as delay } from 'node:timers/promises';
import { openBrowser } from '../support/browser.mjs';
import { Devtools } from '../support/devtools.mjs';
import { execute, saveScript } from '../support/runs.mjs';
import { startRestedServer } from '../support/server.mjs';
import { median, percentile } from '../support/statistics.mjs';

const SLOW_DOWN = 4;
const INTERACTIVE_AT_MOST_MS = 1_500;
/** How long Chromium is left alone to get a new window ready. */
const WINDOW_MS = 1_500;
/** How long the page of a log is left alone to load before somebody types beside it. */
const LOADING_MS = 3_000;
const LOG_LINES = 200_000;
const FRAMES_AT_LEAST = 50;
const KEY_AT_MOST_MS = 50;
const FLOODS = 3;
const VIEW = { viewport: { width: 1440, height: 900 } };

const FLOOD = `import time
for line in range(100_000):
    print("a line of a flood", line, flush=True)
    time.sleep(0.002)
`;

/** Runs in the page: when its headline was there and the page had time to answer, since navigation began. */
const untilInteractive = () =>
  new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('main h1')?.textContent)
        setTimeout(() => resolve(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });

/** Runs in the page: frames that it draws a second. @param {number} seconds */
const frameRate = (seconds) =>
  new Promise((resolve) => {
    let frames = 0;
    const begin = performance.now();
    const draw = (now) => {
      if (now - begin < seconds * 1_000) requestAnimationFrame(draw);
      else resolve(frames / ((now - begin) / 1_000));
      frames++;
    };
    requestAnimationFrame(draw);
  });

/** Runs in the page: takes note of the time from each key to the frame after it, in milliseconds. */
const watchKeys = () => {
  globalThis.keyMs = [];
  addEventListener(
    'keydown',
    ({ timeStamp }) =>
      requestAnimationFrame(() =>
        setTimeout(() => globalThis.keyMs.push(performance.now() - timeStamp)),
      ),
    { capture: true },
  );
};

/**
 * How the console feels, in a real browser that draws without a graphics card.
 * @param {{ isQuick: boolean }} scale
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function consoleSpeed({ isQuick }) {
  const browser = await openBrowser();
  const server = await startRestedServer();
  const rows = [
    await firstPage(server, isQuick ? 2 : 7),
    await scrolling(browser, server, isQuick ? 2 : 5),
    await typing(browser, server, isQuick ? 40 : 200),
  ];
  await server.stop();
  return rows;
}

/** Each time with an empty cache, in a window that is open already. */
async function firstPage({ url }, times) {
  const browser = await Devtools.launch();
  const taken = [];
  for (let time = 0; time < times; time++) {
    const page = await browser.openWindow(VIEW.viewport);
    await delay(WINDOW_MS);
    await page.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
    await page.send('Page.navigate', { url });
    const asked = { expression: `(${untilInteractive})()`, awaitPromise: true };
    const { result, exceptionDetails } = await page.send('Runtime.evaluate', asked);
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    taken.push(result.value);
    await page.close();
  }
  await browser.close();
  return {
    what: `first page interactive, processor ${SLOW_DOWN}x slower`,
    ...{ value: median(taken), unit: 'ms', atMost: INTERACTIVE_AT_MOST_MS },
  };
}

async function scrolling(browser, server, seconds) {
  const code = `for n in range(${LOG_LINES}): print("line", n, "\\033[32mgreen\\033[0m and plain")`;
  const id = await execute(server, await saveScript(server, 'long log', code));
  await server.api.follow(id);
  const page = await browser.newPage(VIEW);
  await page.goto(`${server.url}/executions/${id}?line=1`);
  await page.locator('app-log-row').first().hover();
  const still = await page.evaluate(frameRate, seconds);
  const measured = page.evaluate(frameRate, seconds);
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) await page.mouse.wheel(0, 400);
  const rate = await measured;
  await page.close();
  return {
    what: `scrolling through a log of ${LOG_LINES} lines`,
    ...{ value: rate, unit: 'frames/s', atLeast: FRAMES_AT_LEAST },
    note: `${still.toFixed(0)} when nothing moves`,
  };
}

/** An editor in one tab while another follows the log of a flood. */
async function typing(browser, server, keys) {
  const script = await saveScript(server, 'flood', FLOOD);
  const context = await browser.newContext(VIEW);
  const page = await context.newPage();
  await page.goto(`${server.url}/scripts/${script}/code`);
  await page.locator('.monaco-editor .view-line').first().click();
  await page.evaluate(watchKeys);
  const type = async () => {
    await page.evaluate(() => void (globalThis.keyMs = []));
    await page.keyboard.type('abc '.repeat(keys / 4), { delay: 20 });
    return percentile(await page.evaluate(() => globalThis.keyMs), 95);
  };
  const quiet = await type();
  const ids = [];
  for (let flood = 0; flood < FLOODS; flood++) ids.push(await execute(server, script));
  const log = await context.newPage();
  await log.goto(`${server.url}/executions/${ids[0]}`);
  await log.locator('app-log-row').first().waitFor();
  await page.bringToFront();
  await delay(LOADING_MS);
  const busy = await type();
  for (const id of ids) await server.api.post(`/api/executions/${id}/cancel`);
  await context.close();
  return {
    what: `key to frame in the editor while ${FLOODS} runs flood their logs, p95`,
    ...{ value: busy, unit: 'ms', atMost: KEY_AT_MOST_MS },
    note: `${quiet.toFixed(0)} ms when nothing runs`,
  };
}
