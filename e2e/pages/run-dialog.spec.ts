import { seedRun, seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

const report = {
  code: 'import os\nprint(os.environ["CITY"], os.environ.get("LIMIT"))\n',
  description: 'Writes the sales of one city into a table.',
  parameters: [
    {
      key: 'CITY',
      label: 'City',
      type: 'string',
      required: true,
      description: 'Where it was sold',
    },
    { key: 'LIMIT', label: 'Rows', type: 'integer', default_value: 10, min: 1, max: 500 },
    { key: 'MODE', label: 'Mode', type: 'select', options: ['fast', 'exact'] },
    { key: 'FORCE', label: 'Also without new data', type: 'boolean' },
  ],
};

inEveryLook('the run form asks for values and files', async (page) => {
  const { id } = await seedScript(page.request, report);
  await page.goto(`/scripts/${id}/run?p.LIMIT=900`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const [city] = await page.getByRole('textbox').all();
  await city?.fill('x');
  await city?.fill('');
  await expect(page.locator('mat-error').first()).toBeVisible();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b') });
  await expect(page.getByText('orders.csv')).toBeVisible();
  await expectAccessible(page);
});

test('values come from the address, a preset or an earlier run, and runs start one after the other', async ({
  page,
}) => {
  const { id } = await seedScript(page.request, report);
  await page.request.put(`/api/scripts/${id}`, { data: { code: 'print(2)\n', base_version: 1 } });
  await page.goto(`/scripts/${id}/run?p.CITY=Oslo%20%E5%8C%97%E4%BA%AC`);
  const city = page.getByLabel('City');
  await expect(city).toHaveValue('Oslo 北京');

  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: 'Save these values' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Northern');
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The preset Northern is saved')).toBeVisible();

  await city.fill('Lima');
  await page.getByLabel('Version').selectOption('1');
  await expect(page).toHaveURL(/version=1/);
  await expect(city).toHaveValue('Lima');
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('menuitem', { name: 'Northern' }).click();
  await expect(city).toHaveValue('Oslo 北京');

  await page.getByRole('button', { name: 'Copy link with these values' }).click();
  const link = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(new URL(link).searchParams.get('p.CITY')).toBe('Oslo 北京');
  expect(new URL(link).searchParams.get('version')).toBe('1');

  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText(/Run \d+ has been started/)).toBeVisible();
  await expect(page).toHaveURL(/\/run\?/);
  await page.getByRole('button', { name: 'Run and watch' }).click();
  await expect(page).toHaveURL(/\/executions\/\d+/);

  const earlier = await seedRun(page.request, id, { CITY: 'Bergen' });
  await page.goto(`/scripts/${id}/run?from=${earlier}`);
  await expect(city).toHaveValue('Bergen');
});

test('a long form tells in sight that a run has started, or why none has', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const parameters = Array.from({ length: 40 }, (_, index) => ({
    key: `VALUE_${index}`,
    type: 'string',
  }));
  const { id } = await seedScript(page.request, { code: 'print(1)', parameters });
  await page.goto(`/scripts/${id}/run`);
  const run = page.getByRole('button', { name: 'Run', exact: true });
  await run.click();
  await expect(page.getByText(/Run \d+ has been started/)).toBeInViewport({ ratio: 1 });
  await page.route('**/execute', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<p>Log in first</p>' }),
  );
  await run.click();
  await expect(page.locator('form').getByRole('alert')).toBeInViewport({ ratio: 1 });
});
