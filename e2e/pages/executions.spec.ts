import { seedRun, seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

inEveryLook('the list and the timeline of runs', async (page) => {
  const script = await seedScript(page.request, { code: 'raise SystemExit(3)' });
  const id = await seedRun(page.request, script.id);
  await page.goto(`/executions?script_id=${script.id}&status=failed`);
  await expect(page.getByText(`#${id}`)).toBeVisible();
  await page.getByRole('checkbox').first().check();
  await expectAccessible(page);
  await page.goto(`/executions?script_id=${script.id}&view=timeline`);
  await expect(page.locator(`a[href="/executions/${id}"]`)).toBeVisible();
  await expectAccessible(page);
});

test('filters, saves a view, and deletes what is selected', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'raise SystemExit(3)' });
  const ids = [await seedRun(page.request, script.id), await seedRun(page.request, script.id)];
  await page.goto(`/executions?script_id=${script.id}`);
  await page.getByRole('button', { name: 'Add filter' }).click();
  await page.getByRole('menuitem', { name: 'Failed because' }).click();
  await page.getByRole('menuitem', { name: 'Exit code' }).click();
  await expect(page).toHaveURL(/reason=exit_code/);

  const name = `view of ${script.name}`;
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save these filters' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/reason/);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(page).toHaveURL(/reason=exit_code/);

  const [first, last] = ids;
  await page.getByRole('checkbox', { name: `Select run ${last}` }).click();
  await page.getByRole('checkbox', { name: `Select run ${first}` }).click({ modifiers: ['Shift'] });
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Deleted: 2')).toBeVisible();
  await expect(page.getByText(`#${first}`)).toBeHidden();
});
