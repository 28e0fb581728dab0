import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatSnackBarHarness } from '@angular/material/snack-bar/testing';
import { Notifier } from './notifier';
import { ServerReach } from './server-reach';
import { shownNews } from './testing/shown-news';
import { provideTestTranslations } from './testing/test-translations';

@Component({ template: '' })
class Page {
  readonly notifier = inject(Notifier);
}

describe('Notifier', () => {
  function render() {
    TestBed.configureTestingModule({ providers: [provideTestTranslations()] });
    const fixture = TestBed.createComponent(Page);
    return {
      notifier: fixture.componentInstance.notifier,
      loader: TestbedHarnessEnvironment.documentRootLoader(fixture),
      press: (key: string) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })),
    };
  }

  it('takes back what was told last, by its button or by a key, once', async () => {
    const { notifier, loader, press } = render();
    const run = jest.fn();
    notifier.tellUndoable('Turned off', { run });
    const bar = await shownNews(loader);
    expect(await bar.getActionDescription()).toBe('Undo');
    press('u');
    press('u');
    expect(run).toHaveBeenCalledTimes(1);
    notifier.tellUndoable('Turned on', { run });
    await (await shownNews(loader)).dismissWithAction();
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('lets other news take the place of what could be undone', async () => {
    const { notifier, loader, press } = render();
    const run = jest.fn();
    notifier.tellUndoable('Turned off', { run });
    notifier.tell('Saved');
    await shownNews(loader);
    press('u');
    expect(run).not.toHaveBeenCalled();
  });

  it('lets news about a server that does not answer go once it does, and no other', async () => {
    const { notifier, loader } = render();
    const reach = TestBed.inject(ServerReach);
    for (const { status, isStaying } of [
      { status: 0, isStaying: false },
      { status: 502, isStaying: true },
    ]) {
      notifier.fail(new HttpErrorResponse({ status }));
      reach.noticeSilence();
      await shownNews(loader);
      reach.noticeAnswer();
      expect(await loader.hasHarness(MatSnackBarHarness)).toBe(isStaying);
    }
  });
});
