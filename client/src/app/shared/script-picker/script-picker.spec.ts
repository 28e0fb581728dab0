import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatAutocompleteHarness } from '@angular/material/autocomplete/testing';
import { ScriptsApi, type ListScripts$Params } from '../../api';
import { provideTestTranslations } from '../testing/test-translations';
import { ScriptPicker } from './script-picker';

describe('ScriptPicker', () => {
  /** More than one answer of the server can hold. */
  const scripts = Array.from({ length: 300 }, (_, index) => ({
    id: index + 1,
    name: `script ${index + 1}`,
  }));
  const listScripts = jest.fn(({ search = '', per_page }: ListScripts$Params = {}) => {
    const items = scripts.filter(({ name }) => name.includes(search)).slice(0, per_page);
    return Promise.resolve({ data: { items } });
  });
  const getScript = jest.fn(({ id }: { id: number }) => {
    const data = scripts.find((script) => script.id === id);
    return data ? Promise.resolve({ data }) : Promise.reject(new Error('gone'));
  });

  async function render(inputs: { scriptId?: number; none?: string }) {
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({}),
        { provide: ScriptsApi, useValue: { listScripts, getScript } },
      ],
    });
    const fixture = TestBed.createComponent(ScriptPicker);
    fixture.componentRef.setInput('label', 'Script');
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const field = await loader.getHarness(MatAutocompleteHarness);
    /** The search waits for a pause in typing. */
    const search = async (text: string) => {
      jest.useFakeTimers({ advanceTimers: true });
      await field.enterText(text);
      await jest.advanceTimersByTimeAsync(300);
      jest.useRealTimers();
      await fixture.whenStable();
    };
    return { picker: fixture.componentInstance, field, search, fixture };
  }

  beforeEach(() => jest.clearAllMocks());

  it('shows the name of the chosen script, wherever in the list it is', async () => {
    const { field } = await render({ scriptId: 287 });
    expect(await field.getValue()).toBe('script 287');
  });

  it('shows the number of a script that is gone', async () => {
    const { field } = await render({ scriptId: 999 });
    expect(await field.getValue()).toBe('#999');
  });

  it('finds a script that the first answer does not hold, and chooses it', async () => {
    const { picker, field, search } = await render({});
    await search('script 299');
    await field.selectOption({ text: 'script 299' });
    expect(picker.scriptId()).toBe(299);
    expect(await field.getValue()).toBe('script 299');
  });

  it('says when nothing is found, and forgets what was typed and not chosen', async () => {
    const { picker, field, search } = await render({ scriptId: 5 });
    await field.clear();
    await search('nowhere');
    const options = await field.getOptions();
    expect(await Promise.all(options.map((option) => option.getText()))).toEqual([
      'Nothing matches',
    ]);
    await (await field.host()).sendKeys(TestKey.TAB);
    expect(picker.scriptId()).toBe(5);
    expect(await field.getValue()).toBe('script 5');
  });

  it('offers no script in particular where that is a choice', async () => {
    const { picker, field } = await render({ scriptId: 5, none: 'All scripts' });
    await field.focus();
    await field.selectOption({ text: 'All scripts' });
    expect(picker.scriptId()).toBeUndefined();
    expect(await field.getValue()).toBe('');
  });
});
