import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatTableHarness } from '@angular/material/table/testing';
import { provideRouter } from '@angular/router';
import type { ScriptSummaryDto } from '../../api/models';
import { ExamplesApi, ScriptsApi } from '../../api/services';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ScriptList } from './script-list';

const newScript = (change: Partial<ScriptSummaryDto> = {}): ScriptSummaryDto => ({
  id: 1,
  name: 'backup',
  description: 'Copies the archive',
  type: 'python',
  tags: [],
  category: null,
  favourite: false,
  version: 2,
  created_at: new Date().toISOString(),
  updated_at: new Date().toISOString(),
  ...change,
});

describe('ScriptList', () => {
  let listScripts: jest.Mock<Promise<unknown>, [object]>;
  let installExamples: jest.Mock<Promise<unknown>, [object]>;

  beforeEach(() => {
    listScripts = jest.fn();
    installExamples = jest.fn().mockResolvedValue({ data: { script_ids: [1, 2] } });
    const listExamples = () =>
      Promise.resolve({ data: { items: [{ key: 'a', is_installed: false }] } });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ scripts: en }),
        { provide: ScriptsApi, useValue: { listScripts } },
        { provide: ExamplesApi, useValue: { listExamples, installExamples } },
      ],
    });
  });

  const answer = (...items: ScriptSummaryDto[]) =>
    Promise.resolve({
      data: { items, total: items.length, page: 1, per_page: 50, next_cursor: null },
    });

  async function render(inputs: Record<string, string> = {}) {
    const fixture = TestBed.createComponent(ScriptList);
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    const text = () => (fixture.nativeElement as HTMLElement).textContent ?? '';
    return { fixture, text, loader: TestbedHarnessEnvironment.loader(fixture) };
  }

  it('lists scripts with type, version and last change', async () => {
    listScripts.mockReturnValue(
      answer(newScript(), newScript({ id: 2, name: 'sync', type: 'javascript' })),
    );
    const { loader } = await render();
    const table = await loader.getHarness(MatTableHarness);
    const columns = await table.getCellTextByColumnName();
    expect(columns['type']?.text).toEqual(['Python', 'JavaScript']);
    expect(columns['version']?.text).toEqual(['v2', 'v2']);
    expect(columns['changed']?.text).toEqual(['now', 'now']);
  });

  it('asks the server for what the address says', async () => {
    listScripts.mockReturnValue(answer(newScript()));
    await render({ search: 'back', type: 'python', page: '2' });
    expect(listScripts).toHaveBeenCalledWith({
      search: 'back',
      type: 'python',
      page: 2,
      per_page: 50,
    });
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
    const { text } = await render({ search: 'nothing' });
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
