import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { Component, inject, input } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ScriptDto } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import { ScriptDraft } from '../draft/script-draft';
import en from '../i18n/en';
import { ScriptVersions } from './script-versions';
import errors from '../../i18n/errors.en';

/** Stands for the page, which hands the address on. */
@Component({
  selector: 'app-editor',
  imports: [ScriptVersions],
  providers: [ScriptDraft],
  template: '<app-script-versions [compareFrom]="from()" [compareTo]="to()" />',
})
class Editor {
  readonly from = input<string>();
  readonly to = input<string>();

  constructor() {
    inject(ScriptDraft).load({ id: 7, version: 5, limits: {} } as ScriptDto);
  }
}

const content = { type: 'python', code: 'x', dependencies: [], parameters: [] };
const listed = (version: number) => ({
  version,
  description: version === 1 ? '' : `note ${version}`,
  created_at: '2026-01-01T00:00:00.000Z',
  created_by: null,
});

describe('ScriptVersions', () => {
  const getVersion = jest.fn<Promise<unknown>, [{ id: number; version: number }]>();

  async function render(query: string) {
    const error = { error: 'VERSION_NOT_FOUND' };
    const missing = jest
      .fn<Promise<unknown>, []>()
      .mockRejectedValue(new HttpErrorResponse({ status: 404, error }));
    getVersion
      .mockReset()
      .mockImplementation(({ version }) =>
        version > 5 ? missing() : Promise.resolve({ data: { ...content, version } }),
      );
    const listVersions = () => Promise.resolve({ data: { items: [5, 4, 3, 2, 1].map(listed) } });
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [{ path: 'scripts/7/versions', component: Editor }],
          withComponentInputBinding(),
        ),
        provideTestTranslations({ scripts: en }),
        { provide: ScriptsApi, useValue: { getVersion, listVersions } },
      ],
    });
    const harness = await RouterTestingHarness.create(`/scripts/7/versions${query}`);
    await harness.fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(harness.fixture);
    const element = harness.fixture.nativeElement as HTMLElement;
    return {
      element,
      url: () => TestBed.inject(Router).url,
      compared: () => getVersion.mock.calls.slice(-2).map(([{ version }]) => version),
      press: async (selector: string) => {
        await (await loader.getHarness(MatButtonHarness.with({ selector }))).click();
        await harness.fixture.whenStable();
      },
      settle: () => harness.fixture.whenStable(),
    };
  }

  it('says in the language of the console that a version is the first', async () => {
    const { element } = await render('');
    const notes = [...element.querySelectorAll('app-version-timeline .note')];
    expect(notes.at(-1)?.textContent.trim()).toBe(en.versions.first);
    expect(notes.at(0)?.textContent.trim()).toBe('note 5');
  });

  it('compares the newest two until the address says otherwise', async () => {
    expect((await render('')).compared()).toEqual([4, 5]);
  });

  it('compares the two of the address', async () => {
    expect((await render('?from=1&to=3')).compared()).toEqual([1, 3]);
  });

  it('takes what is no number as missing', async () => {
    expect((await render('?from=x&to=0')).compared()).toEqual([4, 5]);
  });

  it('puts a choice into the address, from which the way back leads to the one before', async () => {
    const { press, url, compared, element, settle } = await render('?from=1&to=3');
    await press('[aria-label="Compare from version 2"]');
    expect(url()).toBe('/scripts/7/versions?from=2&to=3');
    expect(compared()).toEqual([2, 3]);
    await press('[aria-label="Swap the sides"]');
    expect(url()).toBe('/scripts/7/versions?from=3&to=2');
    element.querySelector<HTMLElement>('app-version-timeline button.version')?.click();
    await settle();
    expect(url()).toBe('/scripts/7/versions?to=5');
    expect(compared()).toEqual([4, 5]);
  });

  it('says that a version of the address does not exist, and leads to those that do', async () => {
    const { element, press, url, compared } = await render('?from=2&to=9');
    expect(element.textContent).toContain(errors.VERSION_NOT_FOUND);
    expect(element.textContent).toContain('note 3');
    await press('app-page-state [mat-button=tonal], app-page-state [matButton=tonal]');
    expect(url()).toBe('/scripts/7/versions');
    expect(compared()).toEqual([4, 5]);
  });
});
