import { seedRun, seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

inEveryLook('the overview shows what failed and what comes next', async (page) => {
  const script = await seedScript(page.request, { code: 'raise SystemExit(3)' });
  await seedRun(page.request, script.id);
  const answer = await page.request.post('/api/schedules', {
    data: { script_id: script.id, name: `hourly ${script.id}`, cron_expression: '0 * * * *' },
  });
  expect(answer.status()).toBe(201);
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: script.name, exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: `hourly ${script.id}` })).toBeVisible();
  await expectAccessible(page);
});

test('numbers of the overview lead to their lists', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'raise SystemExit(3)' });
  await seedRun(page.request, script.id);
  await page.goto('/');
  await page.getByRole('link', { name: '7 days' }).click();
  await expect(page).toHaveURL(/\/\?last=7d$/);
  await expect(page.locator('[aria-current="true"]')).toHaveText('7 days');
  await page.getByRole('link', { name: `Failed runs of ${script.name}: 1` }).click();
  await expect(page).toHaveURL(/status=failed/);
  await expect(page).toHaveURL(new RegExp(`script_id=${script.id}`));
  await expect(page).toHaveURL(/last=7d/);
  await page.goBack();
  await expect(page).toHaveURL(/\/\?last=7d$/);
});

test('main pages do not move while they load, and complain about nothing', async ({ page }) => {
  await page.addInitScript(`
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.layoutShift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  `);
  for (const path of ['/', '/scripts', '/executions', '/schedules', '/system']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('window.layoutShift'), path).toBeLessThan(0.05);
  }
});
