import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { provideRouter } from '@angular/router';
import type { ScriptListItemDto } from '../../api/models';
import { ExamplesApi, ScriptsApi } from '../../api/services';
import { shownNews } from '../../shared/testing/shown-news';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ScriptList } from './script-list';

const newScript = (change: Partial<ScriptListItemDto> = {}): ScriptListItemDto => ({
  id: 1,
  name: 'backup',
  description: 'Copies the archive',
  type: 'python',
  tags: [],
  category: null,
  favourite: false,
  version: 2,
  recent_runs: [],
  next_run_time: null,
  match: null,
  created_at: new Date().toISOString(),
  updated_at: new Date().toISOString(),
  ...change,
});

describe('ScriptList', () => {
  let listScripts: jest.Mock<Promise<unknown>, [object]>;
  let installExamples: jest.Mock<Promise<unknown>, [object]>;
  let updateScript: jest.Mock<Promise<unknown>, [object]>;
  let duplicateScript: jest.Mock<Promise<unknown>, [object]>;

  beforeEach(() => {
    listScripts = jest.fn();
    updateScript = jest.fn();
    duplicateScript = jest.fn();
    const noLabels = () => Promise.resolve({ data: { items: [] } });
    installExamples = jest.fn().mockResolvedValue({ data: { script_ids: [1, 2] } });
    const listExamples = () =>
      Promise.resolve({ data: { items: [{ key: 'a', is_installed: false }] } });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ scripts: en }),
        {
          provide: ScriptsApi,
          useValue: {
            listScripts,
            updateScript,
            duplicateScript,
            listScriptTags: noLabels,
            listScriptCategories: noLabels,
          },
        },
        { provide: ExamplesApi, useValue: { listExamples, installExamples } },
      ],
    });
  });

  const answer = (...items: ScriptListItemDto[]) =>
    Promise.resolve({
      data: { items, total: items.length, page: 1, per_page: 50, next_cursor: null },
    });

  async function render(inputs: Record<string, string> = {}) {
    const fixture = TestBed.createComponent(ScriptList);
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    const text = () => (fixture.nativeElement as HTMLElement).textContent ?? '';
    return {
      fixture,
      text,
      loader: TestbedHarnessEnvironment.loader(fixture),
      root: TestbedHarnessEnvironment.documentRootLoader(fixture),
    };
  }

  it('lists scripts with type, last run, next start and last change', async () => {
    const hour = 3_600_000;
    const ended = new Date(Date.now() - hour).toISOString();
    listScripts.mockReturnValue(
      answer(
        newScript({
          recent_runs: [
            { id: 9, status: 'failed', created_at: ended, end_time: ended, duration_ms: 5 },
          ],
          next_run_time: new Date(Date.now() + 2 * hour + 60_000).toISOString(),
        }),
        newScript({ id: 2, name: 'sync', type: 'javascript' }),
      ),
    );
    const { fixture } = await render();
    const rows = [...(fixture.nativeElement as HTMLElement).querySelectorAll('tbody tr')];
    expect(rows[0]?.textContent).toMatch(/backup.*Python.*Failed.*1 hour ago.*in 2 hours.*now/s);
    expect(rows[1]?.textContent).toMatch(/sync.*JavaScript.*Never ran/s);
  });

  it('asks the server for what the address says', async () => {
    listScripts.mockReturnValue(answer(newScript()));
    await render({
      q: 'back',
      type: 'python',
      tag: 'daily',
      category: 'reports',
      favourite: 'true',
      last_status: 'failed',
      sort: 'last_run',
      page: '2',
    });
    expect(listScripts).toHaveBeenCalledWith({
      q: 'back',
      type: 'python',
      tag: ['daily'],
      category: 'reports',
      favourite: true,
      last_status: 'failed',
      sort: 'last_run',
      page: 2,
      per_page: 50,
    });
  });

  it('marks what was searched and leads to the line of code', async () => {
    const match: ScriptListItemDto['match'] = {
      fields: ['code'],
      code: { line: 12, text: 'shutil.copy(a, b)' },
    };
    listScripts.mockReturnValue(answer(newScript({ match })));
    const { fixture } = await render({ q: 'COPY' });
    const element = fixture.nativeElement as HTMLElement;
    const hit = element.querySelector('a[href="/scripts/1/code?line=12"]');
    expect(hit?.querySelector('mark')?.textContent).toBe('copy');
  });

  it('marks a favourite at once and takes it back when the server refuses', async () => {
    listScripts.mockReturnValue(answer(newScript()));
    const { fixture, loader } = await render();
    const star = await loader.getHarness(
      MatButtonHarness.with({ selector: '[aria-label="Favourite: backup"]' }),
    );
    let refuse: (reason: Error) => void = () => undefined;
    updateScript.mockReturnValueOnce(new Promise((_, reject) => (refuse = reject)));
    const host = await star.host();
    await host.click();
    expect(await host.getAttribute('aria-pressed')).toBe('true');
    expect(updateScript).toHaveBeenCalledWith({ id: 1, body: { favourite: true } });
    refuse(new HttpErrorResponse({ status: 0 }));
    // all that follows from the refusal happens before the next turn of the event loop
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
    expect(await host.getAttribute('aria-pressed')).toBe('false');
  });

  it('lets a copy be named in the language of the reader', async () => {
    listScripts.mockReturnValue(answer(newScript()));
    duplicateScript.mockResolvedValue({ data: { name: 'backup copy 2' } });
    const { loader, root } = await render();
    const more = MatMenuHarness.with({ selector: '[aria-label="More for backup"]' });
    const menu = await loader.getHarness(more);
    await menu.open();
    await menu.clickItem({ text: /Duplicate/ });
    expect(duplicateScript).toHaveBeenCalledWith({ id: 1, body: { ending: 'copy' } });
    const news = await shownNews(root);
    expect(await news.getMessage()).toContain('backup copy 2 was made');
  });

  it('offers what can be done with those that are chosen', async () => {
    listScripts.mockReturnValue(answer(newScript(), newScript({ id: 2, name: 'sync' })));
    const { loader, text } = await render();
    expect(text()).not.toContain('Chosen');
    const one = await loader.getHarness(
      MatCheckboxHarness.with({ selector: 'td mat-checkbox', ancestor: 'tbody tr:first-child' }),
    );
    await one.check();
    expect(text()).toContain('Chosen: 1');
    const all = await loader.getHarness(MatCheckboxHarness.with({ selector: 'th mat-checkbox' }));
    expect(await all.isIndeterminate()).toBe(true);
    await all.check();
    expect(text()).toContain('Chosen: 2');
  });

  it('offers to write one or to install examples while there is none', async () => {
    listScripts.mockReturnValueOnce(answer()).mockReturnValue(answer(newScript()));
    const { loader, text } = await render();
    expect(text()).toContain('No scripts yet');
    await (await loader.getHarness(MatButtonHarness.with({ text: /Install examples/ }))).click();
    expect(installExamples).toHaveBeenCalled();
    expect(text()).toContain('backup');
  });

  it('tells an empty search from an empty list', async () => {
    listScripts.mockReturnValue(answer());
    const { text } = await render({ q: 'nothing' });
    expect(text()).toContain('No script matches');
    expect(text()).not.toContain('No scripts yet');
  });

  it('says why the list could not be read and tries again', async () => {
    listScripts
      .mockRejectedValueOnce(new HttpErrorResponse({ status: 0 }))
      .mockReturnValue(answer(newScript()));
    const { loader, text } = await render();
    expect(text()).toContain('The server cannot be reached');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();
    expect(text()).toContain('backup');
  });
});
