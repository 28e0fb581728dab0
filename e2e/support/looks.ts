import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './console-guard.js';

/** One way in which a person may look at the console. */
export interface Look {
  readonly device: 'desktop' | 'phone';
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'zh';
}

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/** Every device with every theme, with every language, and every theme with every language. */
export const LOOKS: readonly Look[] = [
  { device: 'desktop', theme: 'light', language: 'en' },
  { device: 'desktop', theme: 'dark', language: 'zh' },
  { device: 'phone', theme: 'light', language: 'zh' },
  { device: 'phone', theme: 'dark', language: 'en' },
];

/** Sets the look before the first page of a test is opened. */
export async function wear(page: Page, { device, theme, language }: Look): Promise<void> {
  await page.setViewportSize(SIZES[device]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript(`
    localStorage.setItem('scriptorium.theme', '${theme}');
    localStorage.setItem('scriptorium.language', '${language}');
  `);
}

/** Declares the same test once for every look. */
export function inEveryLook(
  title: string,
  walk: (page: Page, look: Look) => Promise<void>,
  looks: readonly Look[] = LOOKS,
): void {
  for (const look of looks) {
    test(`${title} (${Object.values(look).join(', ')})`, async ({ page }) => {
      await wear(page, look);
      await walk(page, look);
    });
  }
}

/** What WCAG 2.1 A and AA ask and a machine can check, and that nothing is wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // What a run wrote is not ours, and the promises of axe stay open where no script may run.
    .exclude('iframe[sandbox]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.slice(0, 5).map(({ html, failureSummary }) => ({ html, failureSummary })),
  }));
  expect(found).toEqual([]);
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBeLessThanOrEqual(0);
}
