import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { provideLocationMocks } from '@angular/common/testing';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { provideRouter } from '@angular/router';
import { InterpretersApi, type DefaultInterpreterDto, type InterpreterDto } from '../../api';
import { followHistory } from '../../shared/linked-dialog/testing/history';
import { shownNews } from '../../shared/testing/shown-news';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { InterpreterList } from './interpreter-list';
import { newProblem } from '../../shared/testing/new-problem';

const newInterpreter = (change: Partial<InterpreterDto> = {}): InterpreterDto => ({
  id: 1,
  name: 'Python 3.11 (system)',
  language: 'python',
  path: '/usr/bin/python3.11',
  version: '3.11.2',
  is_found: true,
  is_default: false,
  is_available: true,
  added_at: '2026-01-01T00:00:00.000Z',
  ...change,
});

const answer = (data: unknown) => Promise.resolve({ code: 0, data, message: '' });

describe('InterpreterList', () => {
  type Method =
    'listInterpreters' | 'createInterpreter' | 'updateInterpreter' | 'deleteInterpreter';
  let api: Record<Method, jest.Mock<Promise<unknown>>>;
  let changed: jest.Mock;

  async function render(items: InterpreterDto[], defaults: DefaultInterpreterDto[] = []) {
    api = {
      listInterpreters: jest.fn(() => answer({ items })),
      createInterpreter: jest.fn(),
      updateInterpreter: jest.fn(() => answer(items[0])),
      deleteInterpreter: jest.fn(() => answer(null)),
    };
    changed = jest.fn();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideLocationMocks(),
        provideTestTranslations({ system: en }),
        // A dialog is gone after its closing animation, which never ends here.
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
        { provide: InterpretersApi, useValue: api },
      ],
    });
    const arriveAt = followHistory();
    const fixture = TestBed.createComponent(InterpreterList);
    fixture.componentRef.setInput('defaults', defaults);
    fixture.componentInstance.changed.subscribe(changed);
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
    return {
      fixture,
      loader,
      rows: () =>
        [...(fixture.nativeElement as HTMLElement).querySelectorAll('li')].map(
          (row) => row.textContent ?? '',
        ),
      text: () => (fixture.nativeElement as HTMLElement).textContent ?? '',
      /** A dialog with an address is closed by going back. */
      async isBack() {
        await arriveAt('/');
        await fixture.whenStable();
      },
      news: async () => (await shownNews(loader)).getMessage(),
      async menuOf(position: number) {
        const menu = (await loader.getAllHarnesses(MatMenuHarness))[position];
        if (!menu) throw new Error(`There is no row ${position}.`);
        await menu.open();
        const items = await Promise.all(
          (await menu.getItems()).map(async (item) => (await item.getText()).trim()),
        );
        return { menu, items };
      },
      async field(label: string) {
        const field = await loader.getHarness(
          MatFormFieldHarness.with({ floatingLabelText: label }),
        );
        const input = await field.getControl(MatInputHarness);
        if (!input) throw new Error(`There is no field ${label}.`);
        return { field, input };
      },
    };
  }

  it('shows name, version and path, which is the default and which is gone', async () => {
    const { rows } = await render([
      newInterpreter({ is_default: true }),
      newInterpreter({ id: 2, name: 'Opt', path: '/opt/python3', is_available: false }),
    ]);
    expect(rows()[0]).toContain('3.11.2');
    expect(rows()[0]).toContain('/usr/bin/python3.11');
    expect(rows()[0]).toContain('Default · Python');
    expect(rows()[1]).toContain('Gone');
    expect(rows()[1]).not.toContain('Default');
  });

  it('offers what can be done with each', async () => {
    const { menuOf } = await render([
      newInterpreter({ is_default: true }),
      newInterpreter({ id: 2, name: 'Found' }),
      newInterpreter({ id: 3, name: 'Added', is_found: false }),
    ]);
    const items = [await menuOf(0), await menuOf(1), await menuOf(2)].map((menu) => menu.items);
    expect(items[0]).toEqual([expect.stringContaining('Rename')]);
    expect(items[1]).toHaveLength(2);
    expect(items[2]?.[2]).toContain('Remove from the list');
  });

  it('adds a program and shows at the field why it was refused before', async () => {
    const { loader, field, isBack, news } = await render([newInterpreter()]);
    await (await loader.getHarness(MatButtonHarness.with({ text: /Add interpreter/ }))).click();
    const dialog = await loader.getHarness(MatDialogHarness);
    const fields = [newProblem('path', 'This is a folder.')];
    const error = { error: 'VALIDATION_FAILED', message: '', fields };
    api.createInterpreter.mockRejectedValueOnce(new HttpErrorResponse({ status: 400, error }));
    await (await field('Name')).input.setValue('Opt');
    const program = await field('Program');
    await program.input.setValue('/opt');
    const button = await dialog.getHarness(MatButtonHarness.with({ text: 'Add' }));
    await button.click();
    expect(await program.field.getTextErrors()).toEqual(['This is a folder.']);

    api.createInterpreter.mockReturnValueOnce(answer(newInterpreter({ name: 'Opt' })));
    await program.input.setValue('/opt/bin/python3');
    await button.click();
    await isBack();
    expect(api.createInterpreter).toHaveBeenLastCalledWith({
      body: { name: 'Opt', path: '/opt/bin/python3' },
    });
    expect(await news()).toBe('Opt was added: Python 3.11.2');
    expect(await loader.getAllHarnesses(MatDialogHarness)).toEqual([]);
    expect(api.listInterpreters).toHaveBeenCalledTimes(2);
    expect(changed).toHaveBeenCalled();
  });

  it('renames, and makes one the default', async () => {
    const { loader, field, menuOf } = await render([newInterpreter()]);
    const { menu } = await menuOf(0);
    await menu.clickItem({ text: /Rename/ });
    const { input } = await field('Name');
    expect(await input.getValue()).toBe('Python 3.11 (system)');
    await input.setValue('Ours');
    const dialog = await loader.getHarness(MatDialogHarness);
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Save' }))).click();
    expect(api.updateInterpreter).toHaveBeenCalledWith({ id: 1, body: { name: 'Ours' } });

    await (await menuOf(0)).menu.clickItem({ text: /Make default for Python/ });
    expect(api.updateInterpreter).toHaveBeenLastCalledWith({ id: 1, body: { is_default: true } });
  });

  it('asks before it removes one, and says why that was refused', async () => {
    const { loader, menuOf, news } = await render([newInterpreter({ is_found: false })]);
    const message = 'The interpreter cannot be removed: scripts have chosen it: "backup".';
    const error = { error: 'INTERPRETER_IN_USE', message };
    api.deleteInterpreter.mockRejectedValue(new HttpErrorResponse({ status: 409, error }));
    await (await menuOf(0)).menu.clickItem({ text: /Remove from the list/ });
    const dialog = await loader.getHarness(MatDialogHarness);
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Remove' }))).click();
    expect(api.deleteInterpreter).toHaveBeenCalledWith({ id: 1 });
    expect(await news()).toBe(message);
  });

  it('says what is wrong with a default, and why the list could not be read', async () => {
    const problem = 'in the words of the server';
    const cause = { code: 'interpreter_not_found', values: { program: 'python9' } } as const;
    const { text, fixture, loader } = await render(
      [newInterpreter()],
      [{ language: 'python', version: null, problem, cause }],
    );
    expect(text()).toContain('No Python: There is no program “python9”.');
    api.listInterpreters.mockRejectedValueOnce(new HttpErrorResponse({ status: 0 }));
    (fixture.componentInstance as unknown as { reload(): void }).reload();
    await fixture.whenStable();
    expect(text()).toContain('The server cannot be reached');
    await (await loader.getHarness(MatButtonHarness.with({ text: 'Try again' }))).click();
    expect(text()).toContain('Python 3.11 (system)');
  });
});
