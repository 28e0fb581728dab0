import { test as unguarded, type Page } from '@playwright/test';
import { seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook, LOOKS, wear } from '../support/looks.js';

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

/** Whole but for a part of a pixel. */
const WHOLE = 0.98;

for (const look of LOOKS.filter(({ device }) => device === 'phone')) {
  test(`the tab that is open is whole in view (${look.theme}, ${look.language})`, async ({
    page,
  }) => {
    await wear(page, look);
    const id = await seedReport(page);
    const isOpen = page.getByRole('tab', { selected: true });
    for (const tab of ['versions', 'settings', 'dependencies', 'code']) {
      await page.goto(`/scripts/${id}/${tab}`);
      await expect(isOpen).toHaveAttribute('href', `/scripts/${id}/${tab}`);
      await expect(isOpen).toBeInViewport({ ratio: WHOLE });
    }
    for (const tab of ['dependencies', 'settings', 'versions', 'parameters', 'code']) {
      await page.locator(`[role=tab][href="/scripts/${id}/${tab}"]`).focus();
      await page.keyboard.press('Enter');
      await expect(isOpen).toHaveAttribute('href', `/scripts/${id}/${tab}`);
      await expect(isOpen).toBeInViewport({ ratio: WHOLE });
    }
    expect(await page.evaluate('scrollY')).toBe(0);
  });
}

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

test('what is not saved is tried, compared and saved', async ({ page }) => {
  const id = await seedReport(page);
  await page.goto(`/scripts/${id}/parameters`);
  await page.getByRole('button', { name: 'Add parameter LIMIT' }).click();
  await page.getByRole('button', { name: 'Run unsaved changes' }).click();
  await expect(page.getByText('Runs changes that are not saved, based on version 2')).toBeVisible();
  await page.getByLabel('City').fill('Oslo');
  await page.getByLabel('LIMIT', { exact: true }).fill('77');
  await page.getByRole('button', { name: 'Run and watch' }).click();
  await expect(page.getByText('Oslo 77').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Changes' }).click();
  await expect(page.locator('.monaco-diff-editor').first()).toBeVisible();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const answer = await page.request.get(`/api/scripts/${id}`);
  expect(((await answer.json()) as { data: object }).data).toMatchObject({ version: 2 });

  await page.getByRole('link', { name: 'Save this draft as a version' }).click();
  await expect(page).toHaveURL(/\/code$/);
  await expect(page.getByRole('button', { name: 'Run unsaved changes' })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved as version 3')).toBeVisible();
  await page.goto(`/executions?script_id=${id}&draft=true`);
  await expect(page.getByText('based on v2')).toBeVisible();
  await expectAccessible(page);
});

test('two versions that are compared have an address of their own', async ({ page }) => {
  const id = await seedReport(page);
  await page.goto(`/scripts/${id}/versions`);
  await page.getByRole('button', { name: 'First version' }).click();
  await expect(page).toHaveURL(/versions\?to=1$/);
  await page.getByRole('button', { name: 'Compare from version 2' }).click();
  await expect(page).toHaveURL(/versions\?from=2&to=1$|versions\?to=1&from=2$/);
  await expect(page.getByRole('combobox', { name: 'Compare', exact: true })).toHaveValue('2');
  await expectAccessible(page);
  await page.goBack();
  await expect(page).toHaveURL(/versions\?to=1$/);
  await page.goForward();
  await page.getByRole('button', { name: 'Swap the sides' }).click();
  await page.getByRole('button', { name: 'Copy link to this comparison' }).click();
  await expect(page.getByText('Copied: the link shows version 1 beside version 2')).toBeVisible();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied).toMatch(/versions\?from=1&to=2$/);
});

test('another version is chosen while the first two are still being compared', async ({ page }) => {
  const id = await seedReport(page);
  let compare = (): void => undefined;
  const isWanted = new Promise<void>((resolve) => (compare = resolve));
  const worker = /editor\.worker/;
  await page.route(worker, async (route) => {
    await isWanted;
    await route.continue();
  });
  const asked = page.waitForRequest(worker);
  await page.goto(`/scripts/${id}/versions`);
  await asked;
  await page.getByRole('button', { name: 'First version' }).click();
  await expect(page.getByText('No difference here')).toBeVisible();
  compare();
  await page.getByRole('button', { name: 'Compare from version 2' }).click();
  await expect(page.locator('.monaco-diff-editor .line-delete').first()).toBeVisible();
});

test('a script is moved to a category in its settings', async ({ page }) => {
  const id = await seedReport(page);
  await page.goto(`/scripts/${id}/settings`);
  await page.getByLabel('Category').fill('reports/daily');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const answer = await page.request.get(`/api/scripts/${id}`);
  const { data } = (await answer.json()) as { data: object };
  expect(data).toMatchObject({ category: 'reports/daily', version: 2 });
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
  const place = dialog.getByRole('listitem').filter({ hasText: 'Parameter CITY' });
  await expect(place.locator('app-definition-values')).toHaveText([/City/, /Place/, /Town/]);
  await dialog.getByRole('radio', { name: 'Mine' }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save both together' }).click();
  await expect(page.getByText('Saved as version 4')).toBeVisible();
  const answer = await page.request.get(`/api/scripts/${id}`);
  const { data } = (await answer.json()) as { data: { code: string; parameters: object[] } };
  expect(data.code).toBe('print("theirs")\n');
  expect(data.parameters).toMatchObject([{ key: 'CITY', label: 'Town' }]);
});
