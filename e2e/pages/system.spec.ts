import { expect } from '../support/console-guard.js';
import { expectAccessible, inEveryLook } from '../support/looks.js';

inEveryLook('the system page shows what the server can do', async (page) => {
  await page.goto('/system');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('bwrap').first()).toBeVisible();
  await expectAccessible(page);
});
