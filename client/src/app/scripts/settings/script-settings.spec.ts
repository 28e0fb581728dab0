import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { provideRouter } from '@angular/router';
import { InterpretersApi, ScriptsApi, SystemApi } from '../../api/services';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import { ScriptDraft } from '../draft/script-draft';
import en from '../i18n/en';
import { ScriptSettings } from './script-settings';

describe('ScriptSettings', () => {
  it('tells no limit from the rule of the server', async () => {
    TestBed.configureTestingModule({
      providers: [
        ScriptDraft,
        provideRouter([]),
        provideTestTranslations({ scripts: en }),
        {
          provide: ScriptsApi,
          useValue: { listScriptCategories: () => Promise.resolve({ data: { items: [] } }) },
        },
        { provide: SystemApi, useValue: { getSystem: () => Promise.reject(new Error('away')) } },
        {
          provide: InterpretersApi,
          useValue: { listInterpreters: () => Promise.resolve({ data: { items: [] } }) },
        },
      ],
    });
    const draft = TestBed.inject(ScriptDraft);
    draft.begin('python');
    const fixture = TestBed.createComponent(ScriptSettings);
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const field = async (floatingLabelText: string) =>
      (await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText }))).getControl(
        MatInputHarness,
      );
    const days = await field(en.settings.days);
    expect(await days?.getValue()).toBe('');
    await days?.setValue('0');
    await (await field(en.settings.runs))?.setValue('25');
    expect(draft.content()).toMatchObject({ retention_days: 0, retention_runs: 25 });
    await days?.setValue('');
    expect(draft.content().retention_days).toBeNull();
  });
});
