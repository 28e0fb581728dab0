import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { removeLater } from './cleanup.mjs';
import { ROOT } from './server.mjs';

/**
 * Opens Chromium and sees to it that the console is built.
 * @returns {Promise<import('@playwright/test').Browser>}
 * @throws {Error} when there is no Chromium; `CHROME_BIN` names one
 */
export async function openBrowser() {
  execFileSync(process.execPath, [join(ROOT, 'scripts/ensure-built.mjs')], { stdio: 'inherit' });
  const browser = await chromium.launch({
    executablePath: process.env.CHROME_BIN ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  });
  removeLater(() => browser.close());
  return browser;
}
