import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Notifier } from './notifier';
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
});
