import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideTestTranslations } from '../testing/test-translations';
import { Confirm } from './confirm';

@Component({
  template: `<main tabindex="-1">
    @if (isThere()) {
      <button (click)="remove()">Remove</button>
    }
  </main>`,
})
class Page {
  private readonly confirm = inject(Confirm);
  readonly isThere = signal(true);

  async remove(): Promise<void> {
    const isSure = await this.confirm.ask({ heading: 'Sure?', text: '', action: 'Do it' });
    this.isThere.set(!isSure);
  }
}

describe('Confirm', () => {
  async function ask() {
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations(),
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      ],
    });
    const fixture = TestBed.createComponent(Page);
    document.body.append(fixture.nativeElement as HTMLElement);
    await fixture.whenStable();
    const button = (fixture.nativeElement as HTMLElement).querySelector('button');
    button?.focus();
    button?.click();
    const loader = TestbedHarnessEnvironment.documentRootLoader(fixture);
    return async (text: string) => {
      await (await loader.getHarness(MatButtonHarness.with({ text }))).click();
      await fixture.whenStable();
      return document.activeElement;
    };
  }

  it('leaves the focus in the page when the agreed takes away what asked', async () => {
    const answer = await ask();
    expect((await answer('Do it'))?.localName).toBe('main');
  });

  it('gives the focus back to what asked', async () => {
    const answer = await ask();
    expect((await answer('Cancel'))?.textContent).toBe('Remove');
  });
});
