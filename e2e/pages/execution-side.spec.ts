import { test as unguarded, type APIRequestContext } from '@playwright/test';
import { seedRun, seedScript } from '../support/api.js';
import { expect, test } from '../support/console-guard.js';
import { expectAccessible, inEveryLook, LOOKS, wear } from '../support/looks.js';

const WRITE_PAGE = `
open("report.html", "w").write("""<!doctype html><title>Sales</title><h1>Sales</h1><p id="fate">Nothing ran</p>
<script>
  document.getElementById('fate').textContent = 'A script ran';
  fetch('/api/scripts').then(() => (document.getElementById('fate').textContent = 'It read the API'));
</script>""")
`;

/** A page with nothing on it. */
const WRITE_PDF = `
parts = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"]
body = "".join(f"{i} 0 obj{part}endobj\\n" for i, part in enumerate(parts, 1))
open("paper.pdf", "w").write(f"%PDF-1.4\\n{body}trailer<</Size 4/Root 1 0 R>>\\n%%EOF")
`;

/** A run that succeeded, and one that failed after the code and a value were changed. */
async function seedFailureAfterSuccess(request: APIRequestContext) {
  const parameters = [
    { key: 'DAYS', type: 'integer', default_value: '7' },
    { key: 'REGION', default_value: 'eu' },
  ];
  const script = await seedScript(request, { code: 'print("fine")\n', parameters });
  const good = await seedRun(request, script.id);
  const answer = await request.put(`/api/scripts/${script.id}`, {
    data: { code: 'print("fine")\nraise SystemExit(3)\n', base_version: script.version },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  const failed = await seedRun(request, script.id, { DAYS: 8 });
  return { script, good, failed };
}

inEveryLook('a failed run beside the last successful one', async (page) => {
  const { good, failed } = await seedFailureAfterSuccess(page.request);
  await page.goto(`/executions/${failed}`);
  await page.locator(`a[href="/executions/${failed}/compare"]`).click();
  await expect(page).toHaveURL(`/executions/${failed}/compare`);
  const values = page.locator('app-difference-table');
  await expect(values.getByRole('row', { name: 'DAYS 7 8' })).toBeVisible();
  await expect(values).not.toContainText('REGION');
  await expect(page.getByRole('link', { name: `#${good}`, exact: true })).toBeVisible();
  await expect(page.locator('app-code-diff')).toContainText('SystemExit', { timeout: 45_000 });
  await expectAccessible(page);
  await page.goBack();
  await expect(page).toHaveURL(`/executions/${failed}`);
});

test('a successful run is compared by the menu, and nothing differs', async ({ page }) => {
  const script = await seedScript(page.request, { code: 'pass' });
  await seedRun(page.request, script.id);
  const again = await seedRun(page.request, script.id);
  await page.goto(`/executions/${again}`);
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Compare with the last successful run' }).click();
  await expect(page.getByText('Nothing differs: code, parameters,')).toBeVisible();
  await expect(page.locator('app-code-diff')).toHaveCount(0);
});

inEveryLook(
  'the stages of a run, and a PDF file for which there is no viewer',
  async (page, look) => {
    const script = await seedScript(page.request, { code: WRITE_PDF });
    const id = await seedRun(page.request, script.id);
    await page.addInitScript(
      `Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', { get: () => false })`,
    );
    await page.goto(`/executions/${id}${look.device === 'phone' ? '?tab=facts' : ''}`);
    await expect(page.locator('app-execution-stages li').last()).toContainText(/\d/);
    await expectAccessible(page);
    await page.goto(`/executions/${id}?tab=files`);
    await page.getByText('paper.pdf').click();
    await expect(page.locator('app-pdf-preview a[download]')).toBeVisible();
    await expectAccessible(page);
  },
);

test('a PDF file is shown by the viewer of the browser', async ({ page }) => {
  const script = await seedScript(page.request, { code: WRITE_PDF });
  const id = await seedRun(page.request, script.id);
  await page.goto(`/executions/${id}?tab=files`);
  await page.getByText('paper.pdf').click();
  await expect(page.locator('app-pdf-preview iframe')).toHaveAttribute('src', /paper\.pdf$/);
});

for (const look of LOOKS) {
  const name = Object.values(look).join(', ');
  // The browser complains about the script that it does not run, and about those of the test itself.
  unguarded(`a page that a run wrote is shown and cannot act (${name})`, async ({ page }) => {
    await wear(page, look);
    const script = await seedScript(page.request, { code: WRITE_PAGE });
    const id = await seedRun(page.request, script.id);
    await page.goto(`/executions/${id}?tab=files`);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const address = `/api/executions/${id}/files/report.html`;
    const shown = page.waitForEvent('framenavigated', (frame) => frame.url().endsWith(address));
    await page.getByText('report.html').click();
    await (await shown).waitForLoadState('load');
    const fate = page.frameLocator('app-file-preview iframe').locator('#fate');
    await expect(fate).toHaveText('Nothing ran');
    await expect(page.locator('app-file-preview iframe')).toHaveAttribute('title', /report\.html/);
    await expectAccessible(page);
    await page.goto(address);
    await expect(page.locator('#fate')).toHaveText('Nothing ran');
    expect(await page.evaluate('self.origin')).toBe('null');
    expect(asked).not.toContain('/api/scripts');
  });
}

test('a file that is looked at has an address, and its contents lead to its headings', async ({
  page,
}) => {
  const code =
    'open("read.md", "w").write("[Rows](#rows)\\n" + "\\ntext\\n" * 100 + "\\n## Rows\\n")';
  const script = await seedScript(page.request, { code });
  const id = await seedRun(page.request, script.id);
  await page.goto(`/executions/${id}?tab=files`);
  await page.getByRole('button', { name: 'read.md' }).click();
  await expect(page).toHaveURL(`/executions/${id}?tab=files&file=read.md`);
  await page.reload();
  await page.getByRole('link', { name: 'Rows' }).click();
  await expect(page.getByRole('heading', { name: 'Rows' })).toBeInViewport();
  await expect(page.getByRole('heading', { name: 'Rows' })).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(`/executions/${id}?tab=files`);
  await expect(page.getByRole('heading', { name: 'Rows' })).toBeHidden();
});

test('a file is linked to without its tab, and the log beside it stays in reach', async ({
  page,
}) => {
  const code = 'print("done")\nopen("read.md", "w").write("## Rows")';
  const script = await seedScript(page.request, { code });
  const id = await seedRun(page.request, script.id);
  const heading = page.getByRole('heading', { name: 'Rows' });
  for (const address of ['file=read.md', 'tab=none&file=read.md']) {
    await page.goto(`/executions/${id}?${address}`);
    await expect(heading).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true');
  }
  await page.getByRole('tab', { name: 'Log' }).click();
  await expect(page.locator('app-log-row', { hasText: 'done' })).toBeVisible();
  await page.reload();
  await expect(page.locator('app-log-row', { hasText: 'done' })).toBeVisible();
  await page.getByRole('tab', { name: 'Files' }).click();
  await expect(heading).toBeVisible();
  await page.getByRole('button', { name: 'Close preview' }).click();
  await expect(page.getByRole('button', { name: 'read.md' })).toBeVisible();
  await expect(page).toHaveURL(`/executions/${id}?tab=files`);
});
