import { seedRun, seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';

/** More than a browser is sent. */
const LINES = 120_000;

test('a big log opens at a linked line, leads to hits far away, and reads on where it is scrolled', async ({
  page,
}) => {
  const row = (number: number) => page.locator('app-log-row', { hasText: `row ${number} of` });
  const code = `for n in range(1, ${LINES} + 1): print('row', n, 'of the import, with all that belongs to it')`;
  const script = await seedScript(page.request, { code });
  const id = await seedRun(page.request, script.id);

  await page.goto(`/executions/${id}?line=5000-5002`);
  await expect(row(5_000)).toBeInViewport();
  await expect(page.locator('.log-row-linked')).toHaveCount(3);

  await page.getByRole('searchbox').fill('row 77777 ');
  await expect(row(77_777)).toBeInViewport();
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();

  await page.getByRole('textbox', { name: 'Go to line' }).fill('40,000');
  await page.keyboard.press('Enter');
  await expect(row(40_000)).toBeInViewport();
  await expect(page).toHaveURL(/[?&]line=40000$/);
  await row(40_000).hover();
  await page.mouse.wheel(0, -4_000);
  await expect(page.getByText('39,249 earlier lines')).toBeVisible();
  await expect(row(39_800)).toBeInViewport();
  await page.mouse.wheel(0, -4_000);
  await expect(row(39_600)).toBeInViewport();
});

test('a big log is scrolled on by a pointer that stands still at its top', async ({ page }) => {
  const code = `for n in range(1, ${LINES} + 1): print('row', n, 'of the import')`;
  const script = await seedScript(page.request, { code });
  const id = await seedRun(page.request, script.id);

  await page.goto(`/executions/${id}?line=1`);
  const top = page.locator('app-log-row').first();
  await top.hover();
  const scrollOn = async () => {
    await page.mouse.wheel(0, 2_000);
    return Number(/row (\d+) of/.exec(await top.innerText())?.[1]);
  };
  await expect.poll(scrollOn, { intervals: [50], timeout: 20_000 }).toBeGreaterThan(3_000);
  await expect(page.getByText(/earlier lines/)).toBeVisible();
});
