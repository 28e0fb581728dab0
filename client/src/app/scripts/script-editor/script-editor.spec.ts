import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { MatRadioButtonHarness } from '@angular/material/radio/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import {
  ExecutionsApi,
  InterpretersApi,
  SchedulesApi,
  ScriptsApi,
  SystemApi,
} from '../../api/services';
import { shownNews } from '../../shared/testing/shown-news';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { keepUnsavedChanges } from './keep-unsaved-changes';
import { ScriptEditor } from './script-editor';
import { newScript } from '../testing/new-script';
import { newProblem } from '../../shared/testing/new-problem';

const script = newScript({ dependencies: ['requests==2.32.*'] });

const answer = (data: unknown) => Promise.resolve({ code: 0, data, message: '' });

describe('ScriptEditor', () => {
  let api: Record<
    'getScript' | 'getVersion' | 'updateScript' | 'deleteScript',
    jest.Mock<Promise<unknown>>
  >;

  async function render(tab: string) {
    api = {
      getScript: jest.fn(() => answer(script)),
      getVersion: jest.fn(() => answer({ ...script, version: 2 })),
      updateScript: jest.fn(),
      deleteScript: jest.fn(() => answer(null)),
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            {
              path: 'scripts/:id/:tab',
              component: ScriptEditor,
              canDeactivate: [keepUnsavedChanges],
            },
            { path: 'scripts/:id/run', children: [] },
            { path: 'scripts', children: [] },
          ],
          withComponentInputBinding(),
        ),
        provideTestTranslations({ scripts: en }),
        // A dialog is gone after its closing animation, which never ends here.
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
        {
          provide: ScriptsApi,
          useValue: { ...api, listScriptCategories: () => answer({ items: [] }) },
        },
        {
          provide: InterpretersApi,
          useValue: { listInterpreters: () => answer({ items: [] }) },
        },
        {
          provide: ExecutionsApi,
          useValue: { listExecutions: () => answer({ total: 10_000, is_total_capped: true }) },
        },
        { provide: SystemApi, useValue: { getSystem: () => Promise.reject(new Error('away')) } },
        { provide: SchedulesApi, useValue: { listSchedules: () => answer({ total: 2 }) } },
      ],
    });
    const harness = await RouterTestingHarness.create(`/scripts/7/${tab}`);
    await harness.fixture.whenStable();
    const element = harness.fixture.nativeElement as HTMLElement;
    return {
      element,
      editor: harness.routeDebugElement?.componentInstance as ScriptEditor,
      settle: () => harness.fixture.whenStable(),
      loader: TestbedHarnessEnvironment.documentRootLoader(harness.fixture),
      async type(label: string, text: string) {
        const field = element.querySelector<HTMLInputElement>(`[aria-label="${label}"]`);
        if (!field) throw new Error(`There is no field ${label}.`);
        field.value = text;
        field.dispatchEvent(new Event('input'));
        await harness.fixture.whenStable();
      },
      async pressSave() {
        document.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true }));
        await harness.fixture.whenStable();
      },
    };
  }

  // Edits that one test has left for later are not those of the next.
  beforeEach(() => sessionStorage.clear());

  it('saves with Ctrl+S, and only when there is something to save', async () => {
    const { type, pressSave, loader } = await render('settings');
    await pressSave();
    expect(api.updateScript).not.toHaveBeenCalled();

    api.updateScript.mockReturnValue(answer({ ...script, name: 'archive' }));
    await type('Name of the script', 'archive');
    await pressSave();
    expect(api.updateScript).toHaveBeenCalledWith({
      id: 7,
      body: { name: 'archive', base: { name: 'backup' } },
    });
    expect(await (await shownNews(loader)).getMessage()).toBe('Saved');
  });

  it('shows the code under an address that names no part of a script', async () => {
    const { element } = await render('nonsense');
    expect(element.querySelector('a[aria-current], a[aria-selected=true]')?.textContent).toContain(
      'Code',
    );
    expect(element.querySelector('mat-tab-nav-panel')?.childElementCount).toBeGreaterThan(0);
  });

  it('goes to the tab of the field that the server refused and marks it', async () => {
    const { type, pressSave, element } = await render('settings');
    const fields = [newProblem('dependencies.0', 'A dependency is one requirement.')];
    const error = { error: 'VALIDATION_FAILED', message: '', fields };
    api.updateScript.mockRejectedValue(new HttpErrorResponse({ status: 400, error }));
    await type('Name of the script', 'archive');
    await pressSave();
    expect(TestBed.inject(Router).url).toBe('/scripts/7/dependencies');
    expect(
      element.querySelector('[aria-label="needs attention"]')?.closest('a')?.textContent,
    ).toContain('Dependencies');
    expect(element.textContent).toContain('A dependency is one requirement.');
  });

  it('shows both sides when somebody else changed the same setting, and saves the chosen one', async () => {
    const { type, pressSave, loader, settle } = await render('settings');
    const theirs = { ...script, name: 'theirs' };
    const error = {
      error: 'SCRIPT_CHANGED',
      message: '',
      details: { current: theirs, changed: ['name'] },
    };
    api.updateScript.mockRejectedValueOnce(new HttpErrorResponse({ status: 409, error }));
    await type('Name of the script', 'archive');
    const saving = pressSave();
    const dialog = await loader.getHarness(MatDialogHarness);
    expect(await dialog.getText()).toMatch(/theirs.*archive/s);
    const radios = await dialog.getAllHarnesses(MatRadioButtonHarness);
    expect(await Promise.all(radios.map((radio) => radio.getLabelText()))).toEqual([
      en.conflict.take.theirs,
      en.conflict.take.mine,
    ]);
    await radios[1]?.check();
    api.updateScript.mockReturnValue(answer({ ...script, name: 'archive' }));
    await (await dialog.getHarness(MatButtonHarness.with({ text: en.conflict.keepMine }))).click();
    await saving;
    await settle();
    expect(api.updateScript).toHaveBeenLastCalledWith({
      id: 7,
      body: { name: 'archive', base: { name: 'theirs' } },
    });
  });

  it('asks before unsaved changes are lost', async () => {
    const { type, loader, editor } = await render('settings');
    await type('Name of the script', 'archive');
    // Not through the router: a harness waits until no navigation is under way, and this one waits for the answer.
    const left = editor.canLeave();
    const dialog = await loader.getHarness(MatDialogHarness);
    expect(await dialog.getText()).toContain('not saved and would be lost');
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Cancel' }))).click();
    expect(await left).toBe(false);
  });

  it('takes changes along to a run of them, and goes on with them afterwards', async () => {
    const { loader, settle, element } = await render('dependencies');
    expect(element.textContent).not.toContain('Run unsaved changes');
    const field = () => loader.getHarness(MatInputHarness.with({ selector: 'textarea' }));
    await (await field()).setValue('requests');
    const run = await loader.getHarness(MatButtonHarness.with({ text: /Run unsaved changes/ }));
    await run.click();
    await settle();
    const router = TestBed.inject(Router);
    expect(router.url).toBe('/scripts/7/run?unsaved=true');
    expect(api.updateScript).not.toHaveBeenCalled();

    await router.navigateByUrl('/scripts/7/dependencies');
    await settle();
    expect(element.textContent).toContain('Unsaved changes');
    expect(await (await field()).getValue()).toBe('requests');
  });

  it('opens with a dependency that a link wants to be added, once and not saved', async () => {
    const { loader, element } = await render('dependencies?add=PyYAML');
    const field = await loader.getHarness(MatInputHarness.with({ selector: 'textarea' }));
    expect(await field.getValue()).toBe([...script.dependencies, 'PyYAML'].join('\n'));
    expect(element.textContent).toContain('Unsaved changes');
    expect(TestBed.inject(Router).url).toBe('/scripts/7/dependencies');
    expect(api.updateScript).not.toHaveBeenCalled();
  });

  it('adds no dependency that is there already, in whatever spelling', async () => {
    const { element } = await render('dependencies?add=Requests');
    expect(element.textContent).not.toContain('Unsaved changes');
    expect(TestBed.inject(Router).url).toBe('/scripts/7/dependencies');
  });

  it('names what goes away before it deletes', async () => {
    const { loader, settle } = await render('settings');
    const menu = await loader.getHarness(MatMenuHarness);
    await menu.open();
    await menu.clickItem({ text: /Delete/ });
    const dialog = await loader.getHarness(MatDialogHarness);
    const text = await dialog.getText();
    expect(text).toContain('versions (3)');
    expect(text).toContain('logs and files (10000+)');
    expect(text).toContain('schedules (2)');
    await (await dialog.getHarness(MatButtonHarness.with({ text: 'Delete for good' }))).click();
    await settle();
    expect(api.deleteScript).toHaveBeenCalledWith({ id: 7 });
    expect(TestBed.inject(Router).url).toBe('/scripts');
  });

  it('shows the code of an earlier version where a link is about that one', async () => {
    const { element, loader, settle } = await render('code?version=2&line=1');
    expect(api.getVersion).toHaveBeenCalledWith({ id: 7, version: 2 });
    expect(element.textContent).toContain('code of version 2. The current version is 3.');
    await TestBed.inject(Router).navigateByUrl('/scripts/7/code');
    await settle();
    expect(element.querySelector('app-version-code')).toBeNull();
    expect(await loader.getAllHarnesses(MatDialogHarness)).toEqual([]);
  });

  it('shows the code that is edited where a link is about the current version', async () => {
    const { element } = await render('code?version=3&line=1');
    expect(api.getVersion).not.toHaveBeenCalled();
    expect(element.querySelector('app-version-code')).toBeNull();
  });

  it('says why an earlier version cannot be shown, and tries again', async () => {
    const { element, loader, settle } = await render('code');
    api.getVersion.mockRejectedValueOnce(new Error('away'));
    await TestBed.inject(Router).navigateByUrl('/scripts/7/code?version=1');
    await settle();
    const retry = await loader.getHarness(
      MatButtonHarness.with({ ancestor: 'app-version-code', text: 'Try again' }),
    );
    await retry.click();
    await settle();
    expect(api.getVersion).toHaveBeenCalledTimes(2);
    expect(element.querySelector('app-version-code app-page-state')).toBeNull();
  });
});
