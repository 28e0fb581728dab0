import type { Page } from '@playwright/test';
import { expect, test } from './support/console-guard.js';

const CODE = `import os, time
rows = open("orders.csv", encoding="utf-8").read().splitlines()
for number, row in enumerate(rows, 1):
    print(f"{os.environ['GREETING']} line {number}: {row}")
    time.sleep(2)
with open("report.csv", "w", encoding="utf-8") as report:
    report.write("city,orders\\nOslo,2\\nLima,1\\n")
print("done")
`;

/** Replaces what the editor holds by pasting; typing would let it indent and close brackets by itself. */
async function pasteCode(page: Page, code: string): Promise<void> {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(code)})`);
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+V');
}

const log = (page: Page) => page.locator('app-log-viewer');

test('the main job: write, run with a file, watch, look at files, go back, schedule', async ({
  page,
}) => {
  await test.step('write a script with a parameter', async () => {
    await page.goto('/');
    await page
      .getByRole('link', { name: 'New script' })
      .or(page.getByRole('button', { name: 'New script' }))
      .first()
      .click();
    await page.getByLabel('Name of the script').fill('orders');
    await pasteCode(page, CODE);
    await page.getByRole('tab', { name: 'Parameters' }).click();
    await page.getByRole('button', { name: 'Add parameter', exact: true }).click();
    await page.getByRole('textbox', { name: 'Key' }).fill('GREETING');
    await page.getByLabel('Required').check();
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByText('Saved as version 1')).toBeVisible();
  });

  await test.step('run it with an uploaded file', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Run and watch', exact: true }).click();
    await expect(page.getByText('required', { exact: false }).first()).toBeVisible();
    await page.getByLabel('GREETING').fill('Hello');
    await page.locator('input[type=file]').setInputFiles({
      name: 'orders.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Oslo\nLima\nOslo 二\n'),
    });
    await expect(page.getByText('orders.csv')).toBeVisible();
    await page.getByRole('button', { name: 'Run and watch', exact: true }).click();
    await expect(page).toHaveURL(/\/executions\/\d+/);
  });

  await test.step('see the log arrive line by line', async () => {
    await expect(log(page)).toContainText('Hello line 1: Oslo');
    await expect(log(page)).not.toContainText('Hello line 3', { timeout: 100 });
    await expect(log(page)).toContainText('Hello line 3: Oslo 二');
    await expect(page.getByText('Succeeded').first()).toBeVisible();
    await expect(log(page)).toContainText('done');
  });

  await test.step('open the file it wrote', async () => {
    await page.getByRole('tab', { name: 'Files' }).click();
    await expect(page.getByRole('button', { name: 'orders.csv' })).toBeVisible();
    await page.getByRole('button', { name: 'report.csv' }).click();
    await expect(page.getByRole('cell', { name: 'Lima' })).toBeVisible();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download report.csv' }).click();
    expect((await download).suggestedFilename()).toBe('report.csv');
  });

  await test.step('change the code, compare, roll back', async () => {
    await page.getByRole('link', { name: 'orders', exact: true }).click();
    await pasteCode(page, 'print("changed")\n');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved as version 2')).toBeVisible();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await expect(page.locator('.monaco-diff-editor')).toContainText('print("changed")');
    await expect(page.locator('.monaco-diff-editor')).toContainText('GREETING');
    await page.getByRole('button', { name: /Version 1/ }).click();
    await page.getByRole('button', { name: 'Go back to version 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Go back', exact: true }).click();
    await expect(page.getByText('is now version 3')).toBeVisible();
    await page.getByRole('tab', { name: 'Code' }).click();
    await expect(page.locator('.monaco-editor').first()).toContainText('GREETING');
  });

  await test.step('schedule it and see the scheduled run', async () => {
    await page.goto('/schedules');
    await page.getByRole('link', { name: 'New schedule' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('every second');
    await page.getByRole('combobox', { name: 'Script' }).click();
    await page.getByRole('option', { name: 'orders' }).click();
    await page.getByLabel('Cron expression').fill('* * * * * *');
    await expect(page.getByText('Every second', { exact: false }).first()).toBeVisible();
    await page.getByLabel('GREETING').fill('Cron');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('switch')).toBeChecked();
    await page.goto('/executions?trigger=schedule');
    const scheduledRun = page.getByRole('link', { name: /orders/ }).first();
    await expect(scheduledRun).toBeVisible();
    await page.goto('/schedules');
    await page.getByRole('switch').click();
    await expect(page.getByRole('switch')).not.toBeChecked();
    await page.goto('/executions?trigger=schedule');
    await scheduledRun.click();
    // no file was uploaded for it, so it fails, and says where
    await expect(log(page)).toContainText('FileNotFoundError');
    await expect(page.getByText('Failed').first()).toBeVisible();
  });
});
