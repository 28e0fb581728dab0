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

inEveryLook('the module that a run lacked, and the way to add its package', async (page) => {
  const script = await seedScript(page.request, { code: 'import slugify' });
  const id = await seedRun(page.request, script.id);
  await page.goto(`/executions/${id}`);
  const note = page.getByRole('note').filter({ hasText: 'slugify' });
  await expect(note).toContainText(/is not installed|没有安装/);
  await expectAccessible(page);
  await note.getByRole('link', { name: 'python-slugify' }).click();
  await expect(page).toHaveURL(`/scripts/${script.id}/dependencies`);
  await expect(
    page.getByRole('textbox', { name: /^(Dependencies, one a line|依赖，每行一个)/ }),
  ).toHaveValue('python-slugify');
  // also on a phone, where only a dot is seen of it
  await expect(page.getByRole('status')).toContainText(/Unsaved changes|有未保存的修改/, {
    useInnerText: true,
  });
  await expectAccessible(page);
});

/** Fails in its last line but one, behind a group. */
const FAILING = [
  'print("::group::Install")',
  'for number in range(40): print("wheel", number)',
  'print("::endgroup::")',
  'print("ready")',
  'def work():',
  '    raise ValueError("no such row")',
  'work()',
].join('\n');

inEveryLook('the groups, the first error and the code of a run that failed', async (page) => {
  const script = await seedScript(page.request, { code: FAILING });
  const id = await seedRun(page.request, script.id);
  const row = (text: string) => page.locator('app-log-row', { hasText: text });
  const codeLine = (text: string) => page.locator('.view-line', { hasText: text });
  await page.goto(`/executions/${id}`);

  const title = page.getByRole('button', { name: 'Install' });
  await expect(title).toHaveAttribute('aria-expanded', 'false');
  await expect(row('wheel 0')).toHaveCount(0);
  await title.click();
  await expect(row('wheel 0')).toBeInViewport();
  await expect(title).toHaveAttribute('aria-expanded', 'true');
  await page.getByRole('button', { name: /^(Fold all|折叠所有)/ }).click();
  await expect(row('wheel 0')).toHaveCount(0);
  await page.getByRole('searchbox').fill('wheel 33');
  await expect(row('wheel 33')).toBeInViewport();
  await page.getByRole('searchbox').fill('');

  const toError = page.getByRole('button', { name: /^(Go to the first error|转到第一个错误)/ });
  await toError.click();
  await expect(row('Traceback')).toHaveClass(/log-row-active/);
  await expect(row('Traceback')).toBeInViewport();
  await page.keyboard.press('e');
  await expect(row('ValueError: no such row').last()).toHaveClass(/log-row-active/);
  await expectAccessible(page);

  await page.getByRole('link', { name: 'line 6' }).click();
  await expect(page).toHaveURL(`/scripts/${script.id}/code?version=1&line=6`);
  // The editor is large: a busy machine takes its time until it is there.
  await expect(codeLine('raise')).toBeInViewport({ timeout: 40_000 });
  await expect(page.locator('.monaco-editor .selected-text')).toHaveCount(1);

  const changed = await page.request.put(`/api/scripts/${script.id}`, {
    data: { code: 'print("mended")', base_version: script.version },
  });
  expect(changed.status(), await changed.text()).toBe(200);
  await page.reload();
  await expect(page.getByRole('note')).toContainText('1');
  await expect(codeLine('raise')).toBeInViewport({ timeout: 40_000 });
  await expectAccessible(page);
  await page.getByRole('note').getByRole('link').click();
  await expect(codeLine('mended')).toBeVisible();
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

for (const [name, size] of Object.entries({
  'at a zoom of 200 %': { width: 640, height: 400 },
  'on a phone on its side': { width: 844, height: 390 },
})) {
  test(`the log can be read ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    const script = await seedScript(page.request, { code: 'for n in range(99): print("row", n)' });
    const id = await seedRun(page.request, script.id);
    await page.goto(`/executions/${id}`);
    const log = page.getByRole('region', { name: 'Log', exact: true });
    await log.scrollIntoViewIfNeeded();
    await expect(log).toBeInViewport({ ratio: 0.8 });
    expect((await log.boundingBox())?.height).toBeGreaterThanOrEqual(200);
    await expectAccessible(page);
  });
}

test('a log opens at its beginning, that of a run that failed at its end', async ({ page }) => {
  const row = (number: number) => page.locator('app-log-row', { hasText: `row ${number} of` });
  const code = 'for n in range(1, 101): print("row", n, "of 100")';
  const { id } = await seedScript(page.request, { code });
  await page.goto(`/executions/${await seedRun(page.request, id)}`);
  await expect(row(1)).toBeInViewport();
  await page.getByRole('button', { name: 'Go to end' }).click();
  await expect(row(100)).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Go to end' })).toBeHidden();

  const failing = await seedScript(page.request, { code: `${code}\nraise SystemExit(1)` });
  await page.goto(`/executions/${await seedRun(page.request, failing.id)}`);
  await expect(row(100)).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Go to end' })).toBeHidden();
  await row(100).hover();
  await page.mouse.wheel(0, -400);
  await expect(page.getByRole('button', { name: 'Go to end' })).toBeVisible();
});

test('lines of a log are marked, copied by themselves, and not marked any more', async ({
  page,
}) => {
  const code = 'for n in range(1, 101): print("row", n, "of 100")';
  const { id } = await seedScript(page.request, { code });
  await page.goto(`/executions/${await seedRun(page.request, id)}`);
  await page.getByRole('button', { name: 'Link to line 3', exact: true }).click();
  await page
    .getByRole('button', { name: 'Link to line 5', exact: true })
    .click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/line=3-5$/);
  await page.getByRole('button', { name: 'Copy only what is marked: lines 3-5' }).click();
  const copied = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(copied).toBe('row 3 of 100\nrow 4 of 100\nrow 5 of 100');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Lines 3-5: clear the mark' }).click();
  await expect(page).not.toHaveURL(/line/);
  await expect(page.locator('.log-row-linked')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Copy log' })).toBeVisible();
});
