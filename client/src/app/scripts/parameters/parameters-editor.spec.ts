import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { MatNativeSelectHarness } from '@angular/material/input/testing';
import type { ParameterDefinitionDto } from '../../api/models';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ParametersEditor } from './parameters-editor';
import { newProblem } from '../../shared/testing/new-problem';
import type { FieldProblem } from '../../shared/errors/api-error';

const definition = (change: Partial<ParameterDefinitionDto> = {}): ParameterDefinitionDto => ({
  key: 'INPUT_FILE',
  type: 'string',
  required: false,
  ...change,
});

describe('ParametersEditor', () => {
  async function render(
    parameters: ParameterDefinitionDto[],
    problems: FieldProblem[] = [],
    code = '',
  ) {
    TestBed.configureTestingModule({ providers: provideTestTranslations({ scripts: en }) });
    const fixture = TestBed.createComponent(ParametersEditor);
    fixture.componentRef.setInput('parameters', parameters);
    fixture.componentRef.setInput('type', 'python');
    fixture.componentRef.setInput('code', code);
    fixture.componentRef.setInput('problems', problems);
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const element = fixture.nativeElement as HTMLElement;
    return {
      loader,
      element,
      definitions: () => fixture.componentInstance.parameters(),
      button: (text: RegExp) => loader.getHarness(MatButtonHarness.with({ text })),
      keys: () => loader.getAllHarnesses(MatInputHarness.with({ selector: '[data-key-field]' })),
      rows: () => [...element.querySelectorAll<HTMLElement>('[role=listitem]')],
    };
  }

  it('offers the first parameter when there is none, and puts the cursor into its key', async () => {
    const { button, definitions, element } = await render([]);
    await (await button(/Add parameter/)).click();
    expect(definitions()).toEqual([{ key: '', type: 'string', required: false }]);
    expect(element.querySelector('[data-key-field]')).toBe(document.activeElement);
  });

  it('edits a key and keeps the other rows as they are', async () => {
    const { keys, definitions } = await render([definition(), definition({ key: 'LIMIT' })]);
    await (await keys())[1]?.setValue('ROWS');
    expect(definitions().map(({ key }) => key)).toEqual(['INPUT_FILE', 'ROWS']);
  });

  it('says at once that a key is malformed or used twice', async () => {
    const { rows } = await render([
      definition({ key: '2FAST' }),
      definition({ key: 'MODE' }),
      definition({ key: 'MODE' }),
    ]);
    expect(rows()[0]?.textContent).toContain('not starting with a digit');
    expect(rows()[1]?.textContent).not.toContain('used twice');
    expect(rows()[2]?.textContent).toContain('This key is used twice.');
  });

  it('shows what the server refused at the row and field it is about', async () => {
    const { rows } = await render(
      [definition(), definition({ key: 'PATH' })],
      [newProblem('parameters.1.key', 'PATH is reserved for the system.')],
    );
    expect(rows()[0]?.textContent).not.toContain('reserved');
    expect(rows()[1]?.textContent).toContain('PATH is reserved for the system.');
  });

  it('drops the rules and the default that a new type cannot have', async () => {
    const { loader, definitions } = await render([
      definition({ default_value: 'x', pattern: '.+', max_length: 3, description: 'kept' }),
    ]);
    const [type] = await loader.getAllHarnesses(MatNativeSelectHarness);
    await type?.selectOptions({ text: 'Whole number' });
    expect(definitions()).toEqual([definition({ type: 'integer', description: 'kept' })]);
  });

  it('keeps a number typed as the default of a number as a number', async () => {
    const { loader, definitions } = await render([definition({ type: 'integer' })]);
    const inputs = await loader.getAllHarnesses(MatInputHarness);
    await inputs[2]?.setValue('12');
    expect(definitions()[0]?.default_value).toBe(12);
    await inputs[2]?.setValue('');
    expect(definitions()[0]).not.toHaveProperty('default_value');
  });

  it('marks a parameter as required', async () => {
    const { loader, definitions } = await render([definition()]);
    await (await loader.getHarness(MatCheckboxHarness)).check();
    expect(definitions()[0]?.required).toBe(true);
  });

  it('offers the variables that the code reads, and takes them with their defaults', async () => {
    const code = 'os.environ["INPUT_FILE"]; os.getenv("CITY", "Oslo"); os.getenv("MODE")';
    const { button, definitions, element } = await render([definition()], [], code);
    expect(element.textContent).not.toContain('Add INPUT_FILE');
    await (await button(/CITY/)).click();
    expect(definitions()).toEqual([
      definition(),
      definition({ key: 'CITY', default_value: 'Oslo' }),
    ]);
    await (await button(/MODE/)).click();
    expect(definitions().map(({ key }) => key)).toEqual(['INPUT_FILE', 'CITY', 'MODE']);
    expect(element.querySelector('[role=group]')).toBeNull();
  });

  it('shows the form beside, also while a pattern is half typed or a key is there twice', async () => {
    const { element } = await render([
      definition({ label: 'Input file', pattern: '[a-' }),
      definition({ label: 'Twice' }),
      definition({ key: '' }),
    ]);
    const shown = () => [...element.querySelectorAll('app-parameter-preview mat-label')];
    // The form's own texts are loaded with it.
    while (shown().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const labels = shown();
    expect(labels.map((label) => label.textContent?.trim())).toEqual(['Input file']);
  });

  it('moves and deletes rows from the keyboard menu', async () => {
    const { loader, definitions } = await render([
      definition({ key: 'A' }),
      definition({ key: 'B' }),
      definition({ key: 'C' }),
    ]);
    const [first] = await loader.getAllHarnesses(MatMenuHarness);
    await first?.open();
    await first?.clickItem({ text: /Move down/ });
    expect(definitions().map(({ key }) => key)).toEqual(['B', 'A', 'C']);

    const last = (await loader.getAllHarnesses(MatMenuHarness))[2];
    await last?.open();
    await last?.clickItem({ text: /Delete/ });
    expect(definitions().map(({ key }) => key)).toEqual(['B', 'A']);
  });
});
