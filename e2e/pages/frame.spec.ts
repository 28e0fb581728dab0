import { test as unguarded, type APIRequestContext, type Page } from '@playwright/test';
import { seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

/** Makes a schedule of a new script that never ran. */
async function seedSchedule(request: APIRequestContext) {
  const script = await seedScript(request, { code: 'print("done")' });
  const name = `early ${script.name}`;
  const answer = await request.post('/api/schedules', {
    data: { name, script_id: script.id, cron_expression: '0 9 * * *' },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  const { data } = (await answer.json()) as { data: { id: number } };
  return { id: data.id, name, script };
}

/** How much of the window has moved by itself since the page was opened (Cumulative Layout Shift). */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(`
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  return () => page.evaluate<number>('shifted');
}

inEveryLook('the sheet of keyboard shortcuts', async (page) => {
  await page.goto('/scripts');
  await expect(page.getByRole('searchbox')).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog');
  await expect(sheet.locator('kbd').first()).toBeVisible();
  await expectAccessible(page);
  await sheet.getByRole('switch').click();
  await expectAccessible(page);
});

inEveryLook('where a page stands below others', async (page, { device, language }) => {
  const shifts = await watchShifts(page);
  const script = await seedScript(page.request, { code: 'print("done")' });
  await page.goto(`/scripts/${script.id}/run`);
  const trail = page.getByRole('navigation', {
    name: language === 'en' ? 'Where this page is' : '当前位置',
  });
  await expect(trail.getByRole('link', { name: script.name })).toBeVisible();
  expect(await shifts()).toBeLessThan(0.05);
  await expectAccessible(page);
  await expect(trail.getByRole('link')).toHaveCount(device === 'phone' ? 1 : 2);
  await trail.getByRole('link', { name: script.name }).click();
  await expect(page).toHaveURL(`/scripts/${script.id}/code`);
  await trail.getByRole('link').click();
  await expect(page).toHaveURL('/scripts');
  await expect(trail).toHaveCount(0);
});

inEveryLook('a schedule is switched off and, by a key, on again', async (page) => {
  const { name, script } = await seedSchedule(page.request);
  await page.goto(`/schedules?script_id=${script.id}`);
  const toggle = page.getByRole('switch', { name: new RegExp(name) });
  const news = page.locator('mat-snack-bar-container');
  await toggle.click();
  await expect(toggle).not.toBeChecked();
  await expect(news.getByRole('button')).toBeVisible();
  await page.keyboard.press('u');
  await expect(toggle).toBeChecked();
  await expect(news.getByRole('button')).toBeVisible();
  await expectAccessible(page);
});

// The browser complains about the calls without an answer, which is what this is about.
unguarded('what is said of a server that is away goes with its next answer', async ({ page }) => {
  const { name, script } = await seedSchedule(page.request);
  await page.goto(`/schedules?script_id=${script.id}`);
  const toggle = page.getByRole('switch', { name: new RegExp(name) });
  await expect(toggle).toBeChecked();
  await page.route('**/api/**', (route) => route.abort());
  await toggle.click();
  const news = page.locator('mat-snack-bar-container');
  await expect(news).toContainText('cannot be reached');
  await expect(page.getByRole('main')).toContainText('does not answer');
  await page.unroute('**/api/**');
  await page.getByRole('link', { name: 'Scripts' }).click();
  // long before it would go by itself
  await expect(news).toBeHidden({ timeout: 4_000 });
  await expect(page.getByRole('main')).not.toContainText('does not answer');
});

inEveryLook('a dialog has an address, and going back closes it', async (page) => {
  await page.goto('/scripts');
  await page.goto('/executions?status=failed');
  await page.locator('app-saved-views button').click();
  await page.getByRole('menuitem').last().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL('/executions?status=failed&save_view=1');
  await expectAccessible(page);
  await page.goBack();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL('/executions?status=failed');
  await page.goForward();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL('/executions?status=failed');
});

test('the console is walked through by keys alone', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'print("by keys")\n' });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL('/scripts');
  await expect(page.getByRole('searchbox')).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  // what is typed is text, not a shortcut
  await page.keyboard.type('n?');
  await expect(page).toHaveURL(/\/scripts\?q=n%3F$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.goto(`/scripts/${script.id}/code`);
  const editor = page.locator('.monaco-editor').first();
  // several megabytes on a machine that may be busy
  await expect(editor).toBeVisible({ timeout: 60_000 });
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('print("again")\n');
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(`/scripts/${script.id}/run`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/executions\/\d+$/);
  await expect(page.locator('app-log-viewer')).toContainText('again');
  await page.keyboard.press('/');
  await page.keyboard.type('keys');
  await expect(page.getByText('1 of 1')).toBeVisible();
});

test('a run is cancelled by a key after a question, and single keys can be turned off', async ({
  page,
}) => {
  const script = await seedScript(page.request, { code: 'import time\ntime.sleep(60)\n' });
  const answer = await page.request.post(`/api/scripts/${script.id}/execute`, {
    data: { params: {} },
  });
  const { data } = (await answer.json()) as { data: { id: number } };
  await page.goto(`/executions/${data.id}`);
  await expect(page.getByRole('button', { name: 'Cancel run' })).toBeVisible();
  await page.keyboard.press('c');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop run' }).click();
  await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();

  await page.keyboard.press('?');
  await page.getByRole('dialog').getByRole('switch').click();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('r');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeVisible();
  await expect(page).toHaveURL(`/executions/${data.id}?palette=1`);
});

test('dialogs are opened by their addresses', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'print(1)' });
  const edit = { code: 'print(2)', base_version: script.version };
  const saved = await page.request.put(`/api/scripts/${script.id}`, { data: edit });
  expect(saved.status(), await saved.text()).toBe(200);
  const dialog = page.getByRole('dialog');
  await page.goto(`/scripts/${script.id}/versions?rollback=1`);
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button').last().click();
  await expect(page).toHaveURL(`/scripts/${script.id}/versions`);
  await expect(page.getByText('v3', { exact: true }).first()).toBeVisible();
  await page.goto('/scripts?import=1');
  await expect(dialog.getByText('Choose files')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/scripts');
  await page.goto('/system?interpreter=new');
  await expect(dialog.getByLabel('Program')).toBeVisible();
  await page.goto('/schedules?keys=1');
  await expect(dialog.getByText('Go to the scripts')).toBeVisible();
  await page.goto('/schedules?palette=1');
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/schedules');
});
