import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import type { ExecutionDto } from '../../api';
import common from '../../i18n/en';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ExecutionResult } from './execution-result';

describe('ExecutionResult', () => {
  const writeText = jest.fn(() => Promise.resolve());

  const open = async (execution: Pick<ExecutionDto, 'has_result' | 'result' | 'result_error'>) => {
    TestBed.configureTestingModule({ providers: provideTestTranslations({ executions: en }) });
    const fixture = TestBed.createComponent(ExecutionResult);
    fixture.componentRef.setInput('execution', execution);
    await fixture.whenStable();
    return {
      element: fixture.nativeElement as HTMLElement,
      loader: TestbedHarnessEnvironment.loader(fixture),
    };
  };

  it('shows JSON to read and copies the same', async () => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const result = { rows: [1], text: '<b>值</b>' };
    const { element, loader } = await open({ has_result: true, result, result_error: null });
    const json = '{\n  "rows": [\n    1\n  ],\n  "text": "<b>值</b>"\n}';
    expect(element.querySelector('pre')?.textContent).toBe(json);
    const copy = MatButtonHarness.with({ selector: `[aria-label="${common.action.copy}"]` });
    await (await loader.getHarness(copy)).click();
    expect(writeText).toHaveBeenCalledWith(json);
  });

  it('shows a result that is null', async () => {
    const { element } = await open({ has_result: true, result: null, result_error: null });
    expect(element.querySelector('pre')?.textContent).toBe('null');
  });

  it('says why a result was not taken', async () => {
    const result_error = 'result.json is not valid JSON.';
    const { element } = await open({ has_result: false, result: null, result_error });
    expect(element.textContent).toContain(en.result.refused);
    expect(element.textContent).toContain(result_error);
    expect(element.querySelector('pre')).toBeNull();
  });
});
