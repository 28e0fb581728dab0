import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import type { ExecutionDto } from '../../api';
import common from '../../i18n/en';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { newExecution } from '../testing/new-execution';
import { ExecutionResult } from './execution-result';

describe('ExecutionResult', () => {
  const writeText = jest.fn(() => Promise.resolve());

  const open = (part: Partial<ExecutionDto>) => {
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ executions: en }),
        provideHttpClient(),
        provideHttpClientTesting(),
      ],
    });
    const fixture = TestBed.createComponent(ExecutionResult);
    fixture.componentRef.setInput('execution', newExecution({ id: 7, ...part }));
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
    const page = open({ has_result: true });
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
    const { fixture, element, request } = open({ has_result: true });
    request().flush('{"code":0,"data":null,"message":""}');
    await fixture.whenStable();
    fixture.componentRef.setInput('execution', newExecution({ id: 7, has_result: true }));
    await fixture.whenStable();
    expect(element.querySelector('pre')?.textContent).toBe('null');
  });

  it('offers to try again when the result could not be read', async () => {
    const { fixture, element, request } = open({ has_result: true });
    request().flush('', { status: 503, statusText: 'Service Unavailable' });
    await fixture.whenStable();
    // A harness would wait for the answer.
    element.querySelector<HTMLButtonElement>('app-page-state button')?.click();
    fixture.detectChanges();
    request().flush('{"code":0,"data":1.0,"message":""}');
    await fixture.whenStable();
    expect(element.querySelector('pre')?.textContent).toBe('1.0');
  });

  it("says in the reader's language why a result was not taken", async () => {
    const values = { source: 'result.json', levels: '100' };
    const { fixture, element } = open({
      result_cause: { code: 'result_too_deep', values },
      result_error: 'in the words of the server',
    });
    await fixture.whenStable();
    expect(element.textContent).toContain(en.result.refused);
    expect(element.textContent).toContain('result.json is nested deeper than 100 levels.');
    expect(element.textContent).not.toContain('in the words of the server');
    expect(element.querySelector('pre')).toBeNull();
  });

  it('says it in the words of the server where that has given no code', async () => {
    const { fixture, element } = open({ result_error: 'result.json is not valid JSON.' });
    await fixture.whenStable();
    expect(element.textContent).toContain('result.json is not valid JSON.');
  });
});
