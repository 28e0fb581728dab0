import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter, Router } from '@angular/router';
import { ExamplesApi } from '../../api';
import { FirstStepsState } from '../../shared/first-steps-state';
import { shownNews } from '../../shared/testing/shown-news';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { FirstSteps, type FirstFacts } from './first-steps';

@Component({ template: 'A page' })
class Page {}

describe('FirstSteps', () => {
  const installExamples = jest.fn<Promise<unknown>, [object]>();
  const changed = jest.fn();

  beforeEach(() => {
    localStorage.clear();
    installExamples.mockReset().mockResolvedValue({ data: { script_ids: [1] } });
    changed.mockReset();
  });

  async function render(facts: Partial<FirstFacts> = {}) {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: '**', component: Page }]),
        provideTestTranslations({ dashboard: en }),
        { provide: ExamplesApi, useValue: { installExamples } },
      ],
    });
    const fixture = TestBed.createComponent(FirstSteps);
    fixture.componentInstance.changed.subscribe(changed);
    const show = async (known: Partial<FirstFacts>) => {
      fixture.componentRef.setInput('facts', {
        has_scripts: false,
        has_executions: false,
        has_schedules: false,
        ...known,
      });
      await fixture.whenStable();
    };
    await show(facts);
    const element = fixture.nativeElement as HTMLElement;
    return {
      element,
      show,
      settle: () => fixture.whenStable(),
      loader: TestbedHarnessEnvironment.documentRootLoader(fixture),
      steps: () => [...element.querySelectorAll('li')].map((step) => step.textContent ?? ''),
      link: () => element.querySelector('a')?.getAttribute('href'),
    };
  }

  it('begins with examples and offers only the step that is next', async () => {
    const { loader, steps, link } = await render();
    expect(steps()).toHaveLength(4);
    expect(steps().join()).not.toContain(en.steps.done);
    expect(link()).toBeUndefined();
    const install = await loader.getHarness(MatButtonHarness.with({ text: en.steps.install }));
    await install.click();
    expect(installExamples).toHaveBeenCalledWith({ body: {} });
    expect(changed).toHaveBeenCalledTimes(1);
    expect(await install.isDisabled()).toBe(false);
  });

  it('ticks off what is done, also that a run was watched', async () => {
    const { show, settle, steps, link } = await render({ has_scripts: true });
    expect(steps().map((step) => step.includes(en.steps.done))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(link()).toBe('/scripts');
    await show({ has_scripts: true, has_executions: true });
    expect(link()).toBe('/executions');
    await TestBed.inject(Router).navigateByUrl('/executions/3');
    await settle();
    expect(link()).toBe('/schedules/new');
  });

  it('says why examples could not be installed and can be asked again', async () => {
    installExamples.mockRejectedValueOnce(new HttpErrorResponse({ status: 0 }));
    const { loader } = await render();
    const install = await loader.getHarness(MatButtonHarness.with({ text: en.steps.install }));
    await install.click();
    expect(await (await shownNews(loader)).getMessage()).toContain('cannot be reached');
    expect(changed).not.toHaveBeenCalled();
    expect(await install.isDisabled()).toBe(false);
  });

  it('stays away once all is done, unless it is asked for', async () => {
    const { element, settle } = await render({
      has_scripts: true,
      has_executions: true,
      has_schedules: true,
    });
    expect(element.querySelector('section')).toBeNull();
    TestBed.inject(FirstStepsState).choose('shown');
    await settle();
    expect(element.querySelector('section')).not.toBeNull();
  });

  it('can be hidden for good', async () => {
    const { element, loader } = await render();
    const hide = MatButtonHarness.with({ text: en.steps.hide });
    await (await loader.getHarness(hide)).click();
    expect(element.querySelector('section')).toBeNull();
    TestBed.resetTestingModule();
    expect((await render()).element.querySelector('section')).toBeNull();
  });
});
