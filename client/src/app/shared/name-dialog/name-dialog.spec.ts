import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialog } from '@angular/material/dialog';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { provideTestTranslations } from '../testing/test-translations';
import { NameDialog, type NameQuestion } from './name-dialog';

interface Kept {
  readonly id: number;
  readonly name: string;
}

/** What the dialog is opened over. */
@Component({ template: '' })
class Page {}

describe('NameDialog', () => {
  const known = [{ id: 7, name: 'Failed nightly jobs' }];
  let save: jest.Mock<Promise<Kept>, [string, Kept | undefined]>;

  async function open() {
    save = jest.fn((name, replaced) => Promise.resolve({ id: replaced?.id ?? 8, name }));
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations(),
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
    const data: NameQuestion<Kept> = {
      heading: 'action.save',
      hint: 'palette.hint',
      known,
      save: (name, replaced) => save(name, replaced),
    };
    const dialog = TestBed.inject(MatDialog).open<NameDialog, NameQuestion<Kept>, Kept>(
      NameDialog,
      { data },
    );
    const closed = jest.fn();
    dialog.afterClosed().subscribe(closed);
    const fixture = TestBed.createComponent(Page);
    const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
    const harness = await loader.getHarness(MatDialogHarness);
    const name = await harness.getHarness(MatInputHarness);
    const press = async (text: string) =>
      (await harness.getHarness(MatButtonHarness.with({ text }))).click();
    return { harness, name, press, closed };
  }

  it('saves under a new name', async () => {
    const { name, press, closed } = await open();
    await name.setValue('  Slow ones ');
    await press('Save');
    expect(save).toHaveBeenCalledWith('Slow ones', undefined);
    expect(closed).toHaveBeenCalledWith({ id: 8, name: 'Slow ones' });
  });

  it('says that a known name is replaced, and replaces it', async () => {
    const { harness, name, press, closed } = await open();
    await name.setValue('Failed nightly jobs');
    const field = await harness.getHarness(MatFormFieldHarness);
    expect(await field.getTextHints()).toEqual([
      'There is one of this name already: it is replaced.',
    ]);
    await press('Replace');
    expect(save).toHaveBeenCalledWith('Failed nightly jobs', known[0]);
    expect(closed).toHaveBeenCalledWith(known[0]);
  });

  it('asks for a name when there is none', async () => {
    const { harness, name, press } = await open();
    await name.setValue('   ');
    await press('Save');
    const field = await harness.getHarness(MatFormFieldHarness);
    expect(await field.getTextErrors()).toEqual(['A name is needed.']);
    expect(save).not.toHaveBeenCalled();
  });

  it('stays open when it cannot be saved, and says why', async () => {
    const { harness, name, press, closed } = await open();
    save.mockRejectedValue(new Error('away'));
    await name.setValue('Slow ones');
    await press('Save');
    expect(await (await harness.host()).text()).toContain('could not do this');
    expect(closed).not.toHaveBeenCalled();
  });
});
