import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { ScriptsApi, SystemApi } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import { ScriptDraft } from '../draft/script-draft';
import en from '../i18n/en';
import { LimitSettings } from './limit-settings';
import { newProblem } from '../../shared/testing/new-problem';

const server = {
  default_limits: { memory_bytes: 512_000_000, processes: null },
  default_network: false,
  readable_folders: ['/srv/reports'],
};

describe('LimitSettings', () => {
  async function render(createScript: () => Promise<unknown> = jest.fn()) {
    TestBed.configureTestingModule({
      providers: [
        ScriptDraft,
        provideTestTranslations({ scripts: en }),
        { provide: ScriptsApi, useValue: { createScript } },
        {
          provide: SystemApi,
          useValue: { getSystem: () => Promise.resolve({ data: server }) },
        },
      ],
    });
    const draft = TestBed.inject(ScriptDraft);
    draft.begin('python');
    const fixture = TestBed.createComponent(LimitSettings);
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    const formField = (floatingLabelText: string) =>
      loader.getHarness(MatFormFieldHarness.with({ floatingLabelText }));
    const input = async (label: string) => {
      const control = await (await formField(label)).getControl(MatInputHarness);
      if (!control) throw new Error(`${label} has no input`);
      return control;
    };
    return { draft, formField, input, loader, fixture };
  }

  it('shows what the server has as the default', async () => {
    const { input, fixture } = await render();
    expect(await (await input(en.settings.limit.memory_bytes)).getPlaceholder()).toContain('512MB');
    expect(await (await input(en.settings.limit.processes)).getPlaceholder()).toContain(
      en.settings.unlimited,
    );
    expect((fixture.nativeElement as HTMLElement).textContent).toContain('/srv/reports');
  });

  it('takes megabytes, and leaves the other limits alone', async () => {
    const { draft, input } = await render();
    await (await input(en.settings.limit.memory_bytes)).setValue('256');
    await (await input(en.settings.limit.processes)).setValue('10');
    expect(draft.content().limits).toEqual({ memory_bytes: 256_000_000, processes: 10 });
    await (await input(en.settings.limit.memory_bytes)).setValue('');
    expect(draft.content().limits).toEqual({ memory_bytes: null, processes: 10 });
  });

  it('tells no limit from the default', async () => {
    const { draft, input, loader } = await render();
    const none = await loader.getHarness(
      MatCheckboxHarness.with({ selector: '.limit:first-child mat-checkbox' }),
    );
    await none.check();
    expect(draft.content().limits.memory_bytes).toBe(0);
    expect(await (await input(en.settings.limit.memory_bytes)).isDisabled()).toBe(true);
    await none.uncheck();
    expect(draft.content().limits.memory_bytes).toBeNull();
  });

  it('takes folders, one a line', async () => {
    const { draft, input } = await render();
    await (await input(en.settings.folders)).setValue('/srv/reports/a\n\n/srv/reports/b\n');
    expect(draft.content().readable_folders).toEqual(['/srv/reports/a', '/srv/reports/b']);
  });

  it('says at the field what the server refused', async () => {
    const message = 'Must be 0 (no limit) or at least 16777216.';
    const fields = [newProblem('limits.memory_bytes', message)];
    const error = { error: 'VALIDATION_FAILED', message: '', fields };
    const { draft, formField } = await render(
      jest.fn().mockRejectedValue(new HttpErrorResponse({ status: 400, error })),
    );
    await expect(draft.save()).rejects.toBeDefined();
    expect(await (await formField(en.settings.limit.memory_bytes)).getTextHints()).toEqual([
      message,
    ]);
  });
});
