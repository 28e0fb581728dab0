import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatNativeSelectHarness } from '@angular/material/input/testing';
import { provideRouter } from '@angular/router';
import type { InterpreterDto } from '../../api/models';
import { InterpretersApi } from '../../api/services';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { InterpreterSelect } from './interpreter-select';

const newInterpreter = (change: Partial<InterpreterDto>): InterpreterDto => ({
  id: 1,
  name: 'System',
  language: 'python',
  path: '/usr/bin/python3.11',
  version: '3.11.2',
  is_found: true,
  is_default: false,
  is_available: true,
  added_at: '2026-01-01T00:00:00.000Z',
  ...change,
});

describe('InterpreterSelect', () => {
  async function render(chosen: number | null, language = 'python') {
    const items = [
      newInterpreter({ is_default: true }),
      newInterpreter({ id: 2, name: 'Opt', version: '3.13.1' }),
      newInterpreter({ id: 3, name: 'Old', version: '3.9.1', is_available: false }),
      newInterpreter({ id: 4, name: 'Node', version: '22.1.0', language: 'javascript' }),
    ];
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ scripts: en }),
        {
          provide: InterpretersApi,
          useValue: { listInterpreters: () => Promise.resolve({ data: { items } }) },
        },
      ],
    });
    const fixture = TestBed.createComponent(InterpreterSelect);
    fixture.componentRef.setInput('language', language);
    fixture.componentRef.setInput('chosen', chosen);
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const select = await loader.getHarness(MatNativeSelectHarness);
    const options = async () =>
      Promise.all(
        (await select.getOptions()).map(async (option) =>
          (await option.getText()).replace(/\s+/g, ' ').trim(),
        ),
      );
    const shown = async () => {
      const [option] = await select.getOptions({ isSelected: true });
      return (await option?.getText())?.trim();
    };
    const text = () => (fixture.nativeElement as HTMLElement).textContent ?? '';
    return { fixture, select, options, shown, text };
  }

  it('offers the interpreters of the language by name and version, the default first', async () => {
    const { options, shown } = await render(null);
    expect(await options()).toEqual([
      'Default: System · 3.11.2',
      'System · 3.11.2',
      'Opt · 3.13.1',
      'Old · 3.9.1 (gone)',
    ]);
    expect(await shown()).toBe('Default: System · 3.11.2');
  });

  it('offers those of another language to a script of that language only', async () => {
    const { options } = await render(null, 'javascript');
    expect(await options()).toEqual(['Default', 'Node · 22.1.0']);
  });

  it('tells what was chosen, and null for the default', async () => {
    const { fixture, select, shown } = await render(2);
    expect(await shown()).toBe('Opt · 3.13.1');
    await select.selectOptions({ text: /^\s*System/ });
    expect(fixture.componentInstance.chosen()).toBe(1);
    await select.selectOptions({ text: /Default/ });
    expect(fixture.componentInstance.chosen()).toBeNull();
  });

  it('warns of a choice that is gone', async () => {
    expect((await render(3)).text()).toContain('runs will fail');
  });

  it('warns of a choice that was removed', async () => {
    const removed = await render(9);
    expect(await removed.shown()).toBe('An interpreter that was removed');
    expect(removed.text()).toContain('runs will fail');
  });
});
