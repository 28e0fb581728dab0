import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatSlideToggleHarness } from '@angular/material/slide-toggle/testing';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ExecutionsApi } from '../../api';
import { shownNews } from '../../shared/testing/shown-news';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { KeepSwitch } from './keep-switch';

@Component({
  imports: [KeepSwitch],
  template: '<app-keep-switch [executionId]="7" [keep]="keep()" (keepChange)="keep.set($event)" />',
})
class Page {
  readonly keep = signal(false);
}

describe('KeepSwitch', () => {
  const updateExecution = jest.fn();

  async function render() {
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ executions: en }),
        { provide: ExecutionsApi, useValue: { updateExecution } },
      ],
    });
    const fixture = TestBed.createComponent(Page);
    const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
    const toggle = await loader.getHarness(MatSlideToggleHarness);
    return {
      fixture,
      page: fixture.componentInstance,
      element: fixture.nativeElement,
      loader,
      toggle,
    };
  }

  beforeEach(() => updateExecution.mockReset());

  it('saves at once that a run stays, and that it need not', async () => {
    updateExecution.mockResolvedValue({});
    const { page, element, toggle } = await render();
    expect(await toggle.isChecked()).toBe(false);
    await toggle.check();
    expect(updateExecution).toHaveBeenLastCalledWith({ id: 7, body: { keep: true } });
    expect(page.keep()).toBe(true);
    expect(element.textContent).toContain(en.keep.hint);
    await toggle.uncheck();
    expect(updateExecution).toHaveBeenLastCalledWith({ id: 7, body: { keep: false } });
    expect(page.keep()).toBe(false);
  });

  it('can be taken back', async () => {
    updateExecution.mockResolvedValue({});
    const { page, loader, toggle } = await render();
    await toggle.check();
    await (await shownNews(loader)).dismissWithAction();
    expect(updateExecution).toHaveBeenLastCalledWith({ id: 7, body: { keep: false } });
    expect(page.keep()).toBe(false);
    expect(await toggle.isChecked()).toBe(false);
  });

  it('can be taken back from another page', async () => {
    updateExecution.mockResolvedValue({});
    const { fixture, toggle } = await render();
    await toggle.check();
    fixture.destroy();
    TestBed.inject(MatSnackBar)._openedSnackBarRef?.dismissWithAction();
    expect(updateExecution).toHaveBeenLastCalledWith({ id: 7, body: { keep: false } });
  });

  it('goes back and says why when it could not be saved', async () => {
    updateExecution.mockRejectedValue(new Error('broken'));
    const { page, loader, toggle } = await render();
    await toggle.check();
    expect(await toggle.isChecked()).toBe(false);
    expect(page.keep()).toBe(false);
    expect(await shownNews(loader)).toBeDefined();
  });
});
