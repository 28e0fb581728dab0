import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import type { ExecutionDto } from '../../api';
import common from '../../i18n/en';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ExecutionResult } from './execution-result';

describe('ExecutionResult', () => {
  const writeText = jest.fn(() => Promise.resolve());

  const open = (execution: Pick<ExecutionDto, 'id' | 'has_result' | 'result_error'>) => {
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ executions: en }),
        provideHttpClient(),
        provideHttpClientTesting(),
      ],
    });
    const fixture = TestBed.createComponent(ExecutionResult);
    fixture.componentRef.setInput('execution', execution);
    fixture.detectChanges();
    return {
      fixture,
      element: fixture.nativeElement as HTMLElement,
      loader: TestbedHarnessEnvironment.loader(fixture),
      request: () => TestBed.inject(HttpTestingController).expectOne('/api/executions/7/result'),
    };
  };

  it('shows JSON to read with every number as it was written, and copies the same', async () => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const page = open({ id: 7, has_result: true, result_error: null });
    page
      .request()
      .flush('{"code":0,"data":{"id": 1234567890123456789, "text":"<b>值</b>"},"message":""}');
    await page.fixture.whenStable();
    const json = '{\n  "id": 1234567890123456789,\n  "text": "<b>值</b>"\n}';
    expect(page.element.querySelector('pre')?.textContent).toBe(json);
    const copy = MatButtonHarness.with({ selector: `[aria-label="${common.action.copy}"]` });
    await (await page.loader.getHarness(copy)).click();
    expect(writeText).toHaveBeenCalledWith(json);
  });

  it('shows a result that is null, and reads it once', async () => {
    const { fixture, element, request } = open({ id: 7, has_result: true, result_error: null });
    request().flush('{"code":0,"data":null,"message":""}');
    await fixture.whenStable();
    fixture.componentRef.setInput('execution', { id: 7, has_result: true, result_error: null });
    await fixture.whenStable();
    expect(element.querySelector('pre')?.textContent).toBe('null');
  });

  it('offers to try again when the result could not be read', async () => {
    const { fixture, element, request } = open({ id: 7, has_result: true, result_error: null });
    request().flush('', { status: 503, statusText: 'Service Unavailable' });
    await fixture.whenStable();
    // A harness would wait for the answer.
    element.querySelector<HTMLButtonElement>('app-page-state button')?.click();
    fixture.detectChanges();
    request().flush('{"code":0,"data":1.0,"message":""}');
    await fixture.whenStable();
    expect(element.querySelector('pre')?.textContent).toBe('1.0');
  });

  it('says why a result was not taken', async () => {
    const result_error = 'result.json is not valid JSON.';
    const { fixture, element } = open({ id: 7, has_result: false, result_error });
    await fixture.whenStable();
    expect(element.textContent).toContain(en.result.refused);
    expect(element.textContent).toContain(result_error);
    expect(element.querySelector('pre')).toBeNull();
  });
});
