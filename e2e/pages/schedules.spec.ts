import type { APIRequestContext } from '@playwright/test';
import { seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

/** Makes a schedule of a new script. */
async function seedSchedule(request: APIRequestContext, fields: object = {}) {
  const script = await seedScript(request, { code: 'print("done")' });
  const name = `on time ${script.name}`;
  const data = { name, script_id: script.id, cron_expression: '0 9 * * 1-5', ...fields };
  const answer = await request.post('/api/schedules', { data });
  expect(answer.status(), await answer.text()).toBe(201);
  const { data: schedule } = (await answer.json()) as { data: { id: number } };
  return { id: schedule.id, name, script };
}

inEveryLook('the table, the calendar and the form of schedules', async (page) => {
  const { id, name, script } = await seedSchedule(page.request);
  await page.goto(`/schedules?script_id=${script.id}`);
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  await page.getByRole('checkbox').first().check();
  await expectAccessible(page);
  await page.goto(`/schedules?script_id=${script.id}&view=calendar&date=2040-03-14`);
  await expect(page.getByRole('link', { name }).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/schedules/${id}`);
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(10);
  await expectAccessible(page);
});

test('makes a schedule by plain choices, turns it off and back on, runs it', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'print("done")' });
  const name = `weekly ${script.name}`;
  await page.goto(`/schedules/new?script=${script.id}`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Repeat').click();
  await page.getByRole('option', { name: 'On days of the week' }).click();
  await page.getByRole('button', { name: 'Sun', exact: true }).click();
  await page.getByLabel('At', { exact: true }).fill('01:30');
  await page.getByLabel('At', { exact: true }).blur();
  await page.getByLabel('Time zone').fill('Europe/London');
  await expect(page.getByLabel('Cron expression')).toHaveValue('30 1 * * 1,2,3,4,5,0');
  await page.getByRole('button', { name: 'Save' }).click();

  await page.goto(`/schedules?script_id=${script.id}`);
  const toggle = page.getByRole('switch', { name: `Run ${name} on its schedule` });
  await toggle.click();
  await expect(toggle).not.toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(toggle).toBeChecked();

  await page.getByRole('button', { name: `Run ${name} now` }).click();
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page).toHaveURL(/\/executions\/\d+/);
});

test('goes through the calendar by keyboard', async ({ page }) => {
  const { script, name } = await seedSchedule(page.request, { cron_expression: '0 9 * * *' });
  await page.goto(`/schedules?script_id=${script.id}&view=calendar&date=2040-03-14`);
  await page.locator('[data-date="2040-03-14"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-date="2040-03-22"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/span=day/);
  await expect(page.getByRole('heading', { name: /Thursday,? 22 March 2040/ })).toBeVisible();
  await page.getByRole('link', { name }).click();
  await expect(page.getByLabel('Cron expression')).toHaveValue('0 9 * * *');
});
