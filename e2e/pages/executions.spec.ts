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

inEveryLook('the script whose runs are shown is searched for by keyboard', async (page) => {
  const script = await seedScript(page.request, { code: 'pass' });
  await page.goto('/executions');
  await page.getByRole('button', { name: /^(Add filter|添加筛选)/ }).click();
  await page.getByRole('menuitem', { name: /^(Script|脚本)$/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await expect(page.getByRole('option').first()).toBeVisible();
  const field = await dialog.locator('mat-form-field').boundingBox();
  const options = await page.getByRole('listbox').boundingBox();
  expect(options).toMatchObject({ x: field?.x, width: field?.width });
  await page.keyboard.type(script.name);
  await expect(page.getByRole('option')).toHaveText([script.name]);
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/executions?script_id=${script.id}`);

  const chip = page.locator('app-filter-chip').getByRole('button', { name: script.name });
  await chip.click();
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(chip).toBeFocused();
});
