import { test as unguarded, type Page } from '@playwright/test';
import { seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

const code =
  'import os\n\ncity = os.environ["CITY"]\nlimit = os.getenv("LIMIT", "10")\nprint(city)\n';

/** A script with two versions. */
async function seedReport(page: Page): Promise<number> {
  const parameters = [{ key: 'CITY', label: 'City', type: 'string', required: true }];
  const { id } = await seedScript(page.request, { code, parameters });
  const changed = await page.request.put(`/api/scripts/${id}`, {
    data: {
      code: code.replace('print(city)', 'print(city, limit)'),
      base_version: 1,
      version_description: 'Tells the limit, too',
    },
  });
  expect(changed.status()).toBe(200);
  return id;
}

inEveryLook('code, parameters and versions of a script', async (page) => {
  const id = await seedReport(page);
  await page.goto(`/scripts/${id}/code`);
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/scripts/${id}/parameters`);
  await expect(page.locator('app-parameter-preview')).toContainText('City');
  await expect(page.getByText('LIMIT')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/scripts/${id}/versions`);
  await expect(page.getByText('Tells the limit, too')).toBeVisible();
  await expect(page.locator('.monaco-diff-editor').first()).toBeVisible();
  await expectAccessible(page);
});

test('a parameter that the code reads is taken over, and a version is taken back with a reason', async ({
  page,
}) => {
  const id = await seedReport(page);
  await page.goto(`/scripts/${id}/parameters`);
  await page.getByRole('button', { name: 'Add parameter LIMIT' }).click();
  await expect(page.locator('app-parameter-preview').getByLabel('LIMIT')).toHaveValue('10');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved as version 3')).toBeVisible();

  await page.goto(`/scripts/${id}/versions`);
  await page.getByRole('button', { name: /Version 1/ }).click();
  await page.getByRole('button', { name: 'Go back to version 1' }).click();
  await page.getByLabel('Why (optional)').fill('The limit was wrong');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go back', exact: true }).click();
  await expect(page.getByText('Rolled back to version 1: The limit was wrong')).toBeVisible();
});

// The browser complains about the refused save, which is what this is about.
unguarded('two people who change the same script both keep their changes', async ({ page }) => {
  const id = await seedReport(page);
  await page.goto(`/scripts/${id}/parameters`);
  await page.getByRole('textbox', { name: 'Label' }).first().fill('Town');
  const theirs = await page.request.put(`/api/scripts/${id}`, {
    data: {
      base_version: 2,
      code: 'print("theirs")\n',
      parameters: [{ key: 'CITY', label: 'Place', type: 'string', required: true }],
    },
  });
  expect(theirs.status()).toBe(200);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Somebody saved before you')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Save both together' })).toBeDisabled();
  await dialog.getByRole('radio', { name: 'Mine' }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save both together' }).click();
  await expect(page.getByText('Saved as version 4')).toBeVisible();
  const answer = await page.request.get(`/api/scripts/${id}`);
  const { data } = (await answer.json()) as { data: { code: string; parameters: object[] } };
  expect(data.code).toBe('print("theirs")\n');
  expect(data.parameters).toMatchObject([{ key: 'CITY', label: 'Town' }]);
});
