import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import {
  HttpBackend,
  HttpErrorResponse,
  HttpEventType,
  HttpXhrBackend,
  provideHttpClient,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { provideRouter, Router } from '@angular/router';
import type { RunPresetDto } from '../../api';
import { ParkedEdits } from '../../scripts/draft/parked-edits';
import { contentOf } from '../../scripts/draft/script-content';
import type { ScriptEdits } from '../../scripts/draft/script-draft';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { RunDialog } from './run-dialog';
import { newScript } from '../../scripts/testing/new-script';
import { newProblem } from '../../shared/testing/new-problem';

const script = newScript({
  id: 5,
  name: 'Report',
  version: 2,
  code: '',
  parameters: [
    { key: 'CITY', type: 'string', required: true },
    { key: 'LIMIT', type: 'integer', required: false, default_value: 10 },
  ],
});

const preset: RunPresetDto = {
  id: 3,
  script_id: 5,
  name: 'Northern',
  values: { CITY: 'Bodø' },
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
};

describe('RunDialog', () => {
  /** Lets what waits for the answer go on. */
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

  /** @param unsaved edits that the form is to run */
  const render = async (unsaved?: ScriptEdits) => {
    TestBed.configureTestingModule({
      imports: [RunDialog],
      providers: [
        provideTestTranslations({ executions: en }),
        provideZonelessChangeDetection(),
        provideRouter([]),
        provideHttpClient(),
        provideHttpClientTesting(),
        // Uploads pass the fetch backend by: the test answers them as well.
        { provide: HttpXhrBackend, useExisting: HttpBackend },
      ],
    });
    const fixture = TestBed.createComponent(RunDialog);
    fixture.componentRef.setInput('id', '5');
    if (unsaved) {
      TestBed.inject(ParkedEdits).park(unsaved);
      fixture.componentRef.setInput('unsaved', 'true');
    }
    const http = TestBed.inject(HttpTestingController);
    TestBed.tick();
    http.expectOne('/api/scripts/5').flush({ code: 0, data: script, message: '' });
    http.expectOne('/api/system').flush({ code: 0, data: { upload_limit_bytes: 10 } });
    // The menu of presets asks once the form is there; nothing is stable before it is answered.
    for (let asked = false; !asked;) {
      await settle();
      TestBed.tick();
      const [presets] = http.match('/api/scripts/5/presets');
      presets?.flush({ code: 0, data: { items: [preset] } });
      asked = presets !== undefined;
    }
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const navigate = jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const field = async (label: string) =>
      (await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: label }))).getControl(
        MatInputHarness,
      );
    const run = async () =>
      (await loader.getHarness(MatButtonHarness.with({ text: /Run and watch$/ }))).click();
    const element = fixture.nativeElement as HTMLElement;
    return { fixture, http, loader, navigate, field, run, element };
  };

  const choose = (element: HTMLElement, files: File[]): void => {
    const field = element.querySelector<HTMLInputElement>('input[type=file]')!;
    Object.defineProperty(field, 'files', { configurable: true, value: files });
    field.dispatchEvent(new Event('change'));
  };

  it('sends values as JSON when there are no files and goes to the execution', async () => {
    const { http, field, run, navigate } = await render();
    await (await field('CITY'))?.setValue('Oslo');
    await run();
    const start = http.expectOne('/api/scripts/5/execute');
    expect(start.request.body).toEqual({ params: { CITY: 'Oslo', LIMIT: 10 } });
    start.flush({ code: 0, data: { id: 80 }, message: '' });
    await settle();
    expect(navigate).toHaveBeenCalledWith(['/executions', 80]);
  });

  it('asks for an interactive run, with and without files', async () => {
    const { http, loader, field, run, element, fixture } = await render();
    await (await field('CITY'))?.setValue('Oslo');
    await (await loader.getHarness(MatCheckboxHarness.with({ label: /^Interactive/ }))).check();
    await run();
    const start = http.expectOne('/api/scripts/5/execute');
    expect(start.request.body).toMatchObject({ interactive: true });
    start.flush({ code: 0, data: { id: 80 }, message: '' });
    await settle();
    await fixture.whenStable();
    choose(element, [new File(['1'], 'a.csv')]);
    await fixture.whenStable();
    await run();
    const upload = http.expectOne('/api/scripts/5/execute');
    expect((upload.request.body as FormData).get('interactive')).toBe('true');
  });

  it('runs unsaved changes, with and without files', async () => {
    const [city, limit] = script.parameters;
    const parameters = [{ ...city!, required: false }, limit!];
    const content = { ...contentOf(script), code: 'print(3)', parameters };
    const edits = { saved: script, content, versionNote: '' };
    const { http, run, element, fixture } = await render(edits);
    expect(element.textContent).toContain('not saved, based on version 2');
    await run();
    const start = http.expectOne('/api/scripts/5/execute');
    const draft = { type: 'python', code: 'print(3)', dependencies: [], parameters };
    expect(start.request.body).toEqual({ params: { LIMIT: 10 }, version: 2, draft });
    start.flush({ code: 0, data: { id: 80 }, message: '' });
    await settle();
    await fixture.whenStable();
    choose(element, [new File(['1'], 'a.csv')]);
    await fixture.whenStable();
    await run();
    expect(TestBed.inject(ParkedEdits).wereTriedIn(5, 80)).toBe(true);
    const upload = http.expectOne('/api/scripts/5/execute').request.body as FormData;
    expect(JSON.parse(upload.get('draft') as string)).toEqual(draft);
    expect(upload.get('version')).toBe('2');
  });

  it('sends nothing while a required value is missing', async () => {
    const { http, run, loader } = await render();
    await run();
    http.expectNone('/api/scripts/5/execute');
    const city = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: 'CITY' }));
    expect(await city.getTextErrors()).toEqual([en.form.required]);
  });

  it('uploads files with the values in one request and shows how far it is', async () => {
    const { http, field, run, navigate, element, fixture } = await render();
    await (await field('CITY'))?.setValue('Oslo');
    choose(element, [new File(['a,b'], '数据.csv'), new File(['{}'], 'b.json')]);
    await run();
    const upload = http.expectOne('/api/scripts/5/execute');
    const body = upload.request.body as FormData;
    expect(JSON.parse(body.get('params') as string)).toEqual({ CITY: 'Oslo', LIMIT: 10 });
    expect(body.getAll('files').map((file) => (file as File).name)).toEqual(['数据.csv', 'b.json']);

    upload.event({ type: HttpEventType.UploadProgress, loaded: 25, total: 100 });
    await fixture.whenStable();
    expect(element.querySelector('[role=status]')?.textContent).toContain('25 %');

    upload.flush({ code: 0, data: { id: 81 }, message: '' });
    await settle();
    expect(navigate).toHaveBeenCalledWith(['/executions', 81]);
  });

  it('starts a run and stays for the next one', async () => {
    const { http, field, loader, navigate, element, fixture } = await render();
    await (await field('CITY'))?.setValue('Oslo');
    const button = await loader.getHarness(MatButtonHarness.with({ text: 'Run' }));
    await button.click();
    http.expectOne('/api/scripts/5/execute').flush({ code: 0, data: { id: 82 }, message: '' });
    await settle();
    await fixture.whenStable();
    expect(navigate).not.toHaveBeenCalled();
    expect(element.querySelector('a[href="/executions/82"]')?.textContent).toContain('Watch it');
    expect(await (await field('CITY'))?.getValue()).toBe('Oslo');
  });

  it('fills in a preset, its other values from the defaults', async () => {
    const { loader, field } = await render();
    await (await field('LIMIT'))?.setValue('99');
    const menu = await loader.getHarness(MatMenuHarness.with({ triggerText: /Presets/ }));
    await menu.open();
    await menu.clickItem({ text: 'Northern' });
    expect(await (await field('CITY'))?.getValue()).toBe('Bodø');
    expect(await (await field('LIMIT'))?.getValue()).toBe('10');
  });

  it('keeps what was typed when another version is chosen', async () => {
    const { http, fixture, field } = await render();
    await (await field('CITY'))?.setValue('Oslo');
    fixture.componentRef.setInput('version', '1');
    TestBed.tick();
    http.expectOne('/api/scripts/5').flush({ code: 0, data: script, message: '' });
    const parameters = [{ key: 'CITY', type: 'string', required: true }];
    const old = { version: 1, parameters };
    http.expectOne('/api/scripts/5/versions/1').flush({ code: 0, data: old, message: '' });
    await fixture.whenStable();
    expect(await (await field('CITY'))?.getValue()).toBe('Oslo');
    await expect(field('LIMIT')).rejects.toThrow('LIMIT');
  });

  it('leaves a file out that the server would not take', async () => {
    const { element, fixture } = await render();
    choose(element, [new File(['12345678901'], 'big.csv'), new File(['1'], 'small.csv')]);
    await fixture.whenStable();
    expect(element.querySelectorAll('li')).toHaveLength(1);
    expect(element.querySelector('[role=alert]')?.textContent).toContain('big.csv');
  });

  it('refuses a second file of the same name', async () => {
    const { element, fixture } = await render();
    choose(element, [new File(['1'], 'a.csv'), new File(['2'], 'a.csv')]);
    await fixture.whenStable();
    expect(element.querySelectorAll('li')).toHaveLength(1);
    expect(element.querySelector('[role=alert]')?.textContent).toContain('a.csv');
  });

  it('shows what the server refuses at its field and keeps the form', async () => {
    const { http, field, run, loader, navigate } = await render();
    await (await field('CITY'))?.setValue('Oslo');
    await run();
    http.expectOne('/api/scripts/5/execute').flush(
      {
        code: 1,
        data: null,
        message: 'Some values are wrong.',
        error: 'VALIDATION_FAILED',
        fields: [newProblem('params.CITY', 'Must be a city with a harbour.')],
        request_id: 'r1',
      },
      { status: 400, statusText: HttpErrorResponse.name },
    );
    const city = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: 'CITY' }));
    expect(await city.getTextErrors()).toEqual(['Must be a city with a harbour.']);
    expect(await (await field('CITY'))?.isFocused()).toBe(true);
    expect(navigate).not.toHaveBeenCalled();
  });

  describe('what became of the wish to run, in the bar that stays in sight', () => {
    const bar = (element: HTMLElement) =>
      element.querySelector('button[type=submit]')?.parentElement ?? null;

    it('tells that a run has started', async () => {
      const { http, loader, field, element, fixture } = await render();
      await (await field('CITY'))?.setValue('Oslo');
      await (await loader.getHarness(MatButtonHarness.with({ text: 'Run' }))).click();
      http.expectOne('/api/scripts/5/execute').flush({ code: 0, data: { id: 80 }, message: '' });
      await settle();
      await fixture.whenStable();
      expect(bar(element)?.querySelector('[role=status]')?.textContent).toContain('80');
    });

    it('tells why none has', async () => {
      const { http, field, run, element, fixture } = await render();
      await (await field('CITY'))?.setValue('Oslo');
      await run();
      const start = http.expectOne('/api/scripts/5/execute');
      start.flush(null, { status: 503, statusText: HttpErrorResponse.name });
      await settle();
      await fixture.whenStable();
      expect(bar(element)?.querySelector('[role=alert]')?.textContent).toMatch(/server/);
    });
  });
});
