import type { APIRequestContext } from '@playwright/test';
import { seedRun, seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

/** A few scripts as a team has them, once per server. */
async function seedTeam(request: APIRequestContext): Promise<void> {
  const found = await request.get('/api/scripts?q=nightly%20backup');
  if (((await found.json()) as { data: { total: number } }).data.total) return;
  const backup = await seedScript(request, {
    name: 'nightly backup',
    description: 'Copies the archive of the day to the second disk',
    code: 'import shutil\n\nprint("copying the archive")\n',
    tags: ['backup', 'nightly'],
    category: 'operations/daily',
  });
  const broken = await seedScript(request, {
    name: 'monthly invoice report',
    code: 'raise SystemExit(3)\n',
    tags: ['finance'],
    category: 'reports',
  });
  await request.put(`/api/scripts/${backup.id}`, { data: { favourite: true } });
  await seedRun(request, backup.id);
  await seedRun(request, backup.id);
  await seedRun(request, broken.id);
}

inEveryLook('the list of scripts shows how their last runs went', async (page) => {
  await seedTeam(page.request);
  await page.goto('/scripts');
  await expect(page.getByRole('link', { name: 'nightly backup', exact: true })).toBeVisible();
  await expectAccessible(page);
  const row = page.getByRole('row').filter({ hasText: 'nightly backup' });
  await row.getByRole('checkbox').check();
  await expect(page.getByRole('toolbar')).toBeVisible();
  await expectAccessible(page);
});

test('scripts are found by their code, tagged, copied, exported, imported and deleted', async ({
  page,
}) => {
  await seedTeam(page.request);
  await page.goto('/scripts');
  await page.getByRole('searchbox').fill('SHUTIL');
  await expect(page).toHaveURL(/q=SHUTIL/);
  await page.getByRole('link', { name: 'Open line 1 of nightly backup' }).click();
  await expect(page).toHaveURL(/\/code\?line=1$/);
  await expect(page.locator('.monaco-editor').first()).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue('SHUTIL');

  await page.getByRole('button', { name: 'More for nightly backup', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByRole('link', { name: 'nightly backup copy', exact: true })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Choose nightly backup copy' }).check();
  await page.getByRole('button', { name: 'Add tags' }).click();
  await page.getByRole('combobox', { name: 'Tags' }).fill('copied');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('Tagged: 1')).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'nightly backup copy' });
  await expect(row.getByRole('button', { name: 'Show scripts tagged copied' })).toBeVisible();

  const saving = page.waitForEvent('download');
  await page.getByRole('toolbar').getByRole('button', { name: 'Export' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('nightly backup copy.zip');
  const path = await saved.path();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('link', { name: 'nightly backup copy', exact: true })).toBeHidden();

  const { readFile } = await import('node:fs/promises');
  await page.locator('input[type=file]').setInputFiles([
    { name: 'copy.zip', mimeType: 'application/zip', buffer: await readFile(path) },
    { name: 'nightly backup.py', mimeType: 'text/x-python', buffer: Buffer.from('print(1)') },
  ]);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('This name is taken')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Import (1)' }).click();
  await expect(dialog.getByText('Created')).toBeVisible();
  await expect(dialog.getByText('Left out')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('link', { name: 'nightly backup copy', exact: true })).toBeVisible();
});
