import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { MatSelectHarness } from '@angular/material/select/testing';
import { provideRouter } from '@angular/router';
import type { ImportCandidateDto } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ImportDialog } from './import-dialog';
import { newProblem } from '../../shared/testing/new-problem';

const candidate = (change: Partial<ImportCandidateDto>): ImportCandidateDto => ({
  path: 'a.py',
  name: 'a',
  type: 'python',
  lines: 3,
  conflict_id: null,
  free_name: 'a 2',
  problems: [],
  ...change,
});

describe('ImportDialog', () => {
  const files = [new File(['print(1)'], 'a.py')];

  async function render(...items: ImportCandidateDto[]) {
    return renderWith(files, items);
  }

  async function renderWith(given: File[], items: ImportCandidateDto[]) {
    const importScripts = jest.fn().mockResolvedValue({
      data: {
        items: [{ path: 'a.py', name: 'a 2', result: 'created', script_id: 5, problems: [] }],
      },
    });
    const previewImport = () => Promise.resolve({ data: { items, ignored: [] } });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ scripts: en }),
        { provide: ScriptsApi, useValue: { previewImport, importScripts } },
        { provide: MAT_DIALOG_DATA, useValue: given },
      ],
    });
    const fixture = TestBed.createComponent(ImportDialog);
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const button = await loader.getHarness(MatButtonHarness.with({ text: /^Import/ }));
    const text = () => (fixture.nativeElement as HTMLElement).textContent ?? '';
    return { fixture, loader, button, text, importScripts };
  }

  it('leaves a taken name out until the person decides, then does as told', async () => {
    const { loader, button, text, importScripts } = await render(candidate({ conflict_id: 4 }));
    expect(await button.isDisabled()).toBe(true);
    const choice = await loader.getHarness(MatSelectHarness);
    await choice.clickOptions({ text: 'Import as “a 2”' });
    expect(await button.getText()).toBe('Import (1)');
    await button.click();
    expect(importScripts).toHaveBeenCalledWith({
      body: { files, choices: JSON.stringify([{ path: 'a.py', action: 'rename' }]) },
    });
    expect(text()).toContain('Created');
  });

  it('says what is wrong with a file and imports only the others', async () => {
    const { button, text, importScripts } = await render(
      candidate({}),
      candidate({ path: 'b.py', name: 'b', problems: [newProblem('code', 'Must be text.')] }),
    );
    expect(text()).toContain('code: Must be text.');
    await button.click();
    expect(importScripts).toHaveBeenCalledWith({
      body: { files, choices: JSON.stringify([{ path: 'a.py', action: 'create' }]) },
    });
  });

  it('asks for files when it was opened without any', async () => {
    const { fixture, button, text } = await renderWith([], [candidate({})]);
    expect(text()).toContain('Choose files');
    expect(await button.isDisabled()).toBe(true);
    const field = (fixture.nativeElement as HTMLElement).querySelector('input');
    Object.defineProperty(field, 'files', { value: files });
    field?.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    expect(text()).toContain('a.py');
    expect(await button.getText()).toBe('Import (1)');
  });
});
