import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatAutocompleteHarness } from '@angular/material/autocomplete/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { LabelDialog, type LabelQuestion } from './label-dialog';

describe('LabelDialog', () => {
  const close = jest.fn();
  beforeEach(() => close.mockClear());

  async function open(action: LabelQuestion['action'], known: string[]) {
    const question: LabelQuestion = { action, count: 2, known };
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ scripts: en }),
        { provide: MAT_DIALOG_DATA, useValue: question },
        { provide: MatDialogRef, useValue: { close } },
      ],
    });
    const fixture = TestBed.createComponent(LabelDialog);
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const field = await loader.getHarness(MatAutocompleteHarness);
    const offered = async () =>
      Promise.all((await field.getOptions()).map((option) => option.getText()));
    const submit = () =>
      (fixture.nativeElement as HTMLElement)
        .querySelector('form')
        ?.dispatchEvent(new Event('submit', { cancelable: true }));
    return { field, loader, offered, submit };
  }

  it('closes with the text on Enter, which submits the form', async () => {
    const { field, loader, submit } = await open('add_tags', []);
    submit();
    expect(close).not.toHaveBeenCalled();
    await field.enterText('prod');
    const apply = await loader.getHarness(MatButtonHarness.with({ text: en.list.apply }));
    expect(await (await apply.host()).getAttribute('type')).toBe('submit');
    submit();
    expect(close).toHaveBeenCalledWith('prod');
  });

  it.each([
    ['prod, ta', 'prod, table'],
    ['prod，ta', 'prod，table'],
    ['prod、TA', 'prod、table'],
    ['ta', 'table'],
  ])('completes only the last tag of %j', async (typed, completed) => {
    const { field, offered } = await open('add_tags', ['prod', 'table']);
    await field.enterText(typed);
    expect(await offered()).toEqual(['table']);
    await field.selectOption({ text: 'table' });
    expect(await field.getValue()).toBe(completed);
  });

  it('offers no tag twice', async () => {
    const { field, offered } = await open('remove_tags', ['prod', 'table']);
    await field.enterText('prod,');
    expect(await offered()).toEqual(['table']);
  });

  it('finds a category whatever its case, and takes a comma for a part of its name', async () => {
    const { field, offered } = await open('move', ['Examples', 'a, b']);
    await field.enterText('Exam');
    expect(await offered()).toEqual(['Examples']);
    await field.clear();
    await field.enterText('a, ');
    expect(await offered()).toEqual(['a, b']);
  });
});
