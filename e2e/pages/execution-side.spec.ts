import type { APIRequestContext } from '@playwright/test';
import { seedRun, seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

/** A run that succeeded, and one that failed after the code and a value were changed. */
async function seedFailureAfterSuccess(request: APIRequestContext) {
  const parameters = [
    { key: 'DAYS', type: 'integer', default_value: '7' },
    { key: 'REGION', default_value: 'eu' },
  ];
  const script = await seedScript(request, { code: 'print("fine")\n', parameters });
  const good = await seedRun(request, script.id);
  const answer = await request.put(`/api/scripts/${script.id}`, {
    data: { code: 'print("fine")\nraise SystemExit(3)\n', base_version: script.version },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  const failed = await seedRun(request, script.id, { DAYS: 8 });
  return { script, good, failed };
}

inEveryLook('a failed run beside the last successful one', async (page) => {
  const { good, failed } = await seedFailureAfterSuccess(page.request);
  await page.goto(`/executions/${failed}`);
  await page.locator(`a[href="/executions/${failed}/compare"]`).click();
  await expect(page).toHaveURL(`/executions/${failed}/compare`);
  const values = page.locator('app-difference-table');
  await expect(values.getByRole('row', { name: 'DAYS 7 8' })).toBeVisible();
  await expect(values).not.toContainText('REGION');
  await expect(page.getByRole('link', { name: `#${good}`, exact: true })).toBeVisible();
  await expect(page.locator('app-code-diff')).toContainText('SystemExit', { timeout: 45_000 });
  await expectAccessible(page);
  await page.goBack();
  await expect(page).toHaveURL(`/executions/${failed}`);
});

test('a successful run is compared by the menu, and nothing differs', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'pass' });
  await seedRun(page.request, script.id);
  const again = await seedRun(page.request, script.id);
  await page.goto(`/executions/${again}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Compare with the last successful run' }).click();
  await expect(page.getByText('Nothing differs: code, parameters,')).toBeVisible();
  await expect(page.locator('app-code-diff')).toHaveCount(0);
});
