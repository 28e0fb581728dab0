import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM } from '../../scripts/chromium.mjs';
import { removeLater } from './cleanup.mjs';
import { ROOT } from './server.mjs';

/**
 * Opens Chromium and sees to it that the console is built.
 * @returns {Promise<import('@playwright/test').Browser>}
 * @throws {Error} when there is no Chromium
 */
export async function openBrowser() {
  execFileSync(process.execPath, [join(ROOT, 'scripts/ensure-built.mjs')], { stdio: 'inherit' });
  const browser = await chromium.launch({
    ...CHROMIUM,
    args: [...CHROMIUM.args, '--hide-scrollbars'],
  });
  removeLater(() => browser.close());
  return browser;
}
