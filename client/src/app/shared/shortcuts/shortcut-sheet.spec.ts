import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatDialog } from '@angular/material/dialog';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatSlideToggleHarness } from '@angular/material/slide-toggle/testing';
import { provideTestTranslations } from '../testing/test-translations';
import { KeyHint } from './key-hint';
import { ShortcutSheet } from './shortcut-sheet';
import { offerShortcuts, Shortcuts } from './shortcuts';

@Component({ imports: [KeyHint], template: '<button appKeyHint="n">New</button>' })
class Page {
  constructor() {
    offerShortcuts([{ keys: 'n', label: 'palette.newScript', run: () => null }]);
    offerShortcuts([{ keys: 'g s', label: 'shortcuts.toScripts', run: () => null }], 'everywhere');
  }
}

describe('ShortcutSheet', () => {
  beforeEach(() => localStorage.clear());

  async function render() {
    TestBed.configureTestingModule({ providers: [provideTestTranslations()] });
    const fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
    TestBed.inject(MatDialog).open(ShortcutSheet);
    const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
    const button = (fixture.nativeElement as HTMLElement).querySelector('button');
    return { fixture, loader, button };
  }

  it('lists what can be done here and everywhere', async () => {
    const { loader } = await render();
    const text = await (await loader.getHarness(MatDialogHarness)).getText();
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /On this page ?New script ?N ?Everywhere ?Go to the scripts ?G ?then ?S/,
    );
  });

  it('turns single keys off, for their hints as well', async () => {
    const { fixture, loader, button } = await render();
    expect(button?.getAttribute('aria-keyshortcuts')).toBe('N');
    await (await loader.getHarness(MatSlideToggleHarness)).uncheck();
    await fixture.whenStable();
    expect(TestBed.inject(Shortcuts).hasSingleKeys()).toBe(false);
    expect(button?.hasAttribute('aria-keyshortcuts')).toBe(false);
  });
});
