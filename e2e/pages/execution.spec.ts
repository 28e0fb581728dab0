import { seedRun, seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

const BUSY = `
import time
print("docs at https://docs.example/guide?a=1.", flush=True)
end = time.time() + 2
while time.time() < end:
    pass
`;

inEveryLook('a run with its log, use and limits', async (page, { device }) => {
  const script = await seedScript(page.request, {
    code: BUSY,
    limits: { memory_bytes: 300_000_000 },
  });
  const id = await seedRun(page.request, script.id);
  await page.goto(`/executions/${id}`);
  await expect(page.getByRole('link', { name: 'https://docs.example' })).toBeVisible();
  await expectAccessible(page);
  if (device === 'phone') await page.goto(`/executions/${id}?tab=facts`);
  await expect(page.locator('app-usage-curve polyline')).toHaveCount(2);
  await expect(page.locator('app-execution-facts')).toContainText('300');
  await expectAccessible(page);
});

inEveryLook('the limits of a script', async (page) => {
  const script = await seedScript(page.request, {
    code: 'pass',
    limits: { memory_bytes: 300_000_000, processes: 0 },
  });
  await page.goto(`/scripts/${script.id}/settings`);
  await expect(page.locator('app-limit-settings input').first()).toHaveValue('300');
  await expectAccessible(page);
});

test('an address in the log leads to its page only', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'print("https://docs.example/x.")' });
  const id = await seedRun(page.request, script.id);
  await page.goto(`/executions/${id}`);
  const link = page.getByRole('link', { name: 'https://docs.example/x' });
  await expect(link).toHaveAttribute('href', 'https://docs.example/x');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
});
