import { contentChildren, Directive, effect, inject } from '@angular/core';
import { MatTabLink, MatTabNav } from '@angular/material/tabs';

/**
 * Keeps the active tab of a row that is wider than the window whole in view. Material scrolls to a tab when it is
 * chosen, which is before the arrows beside the tabs, their counts and their fonts have taken their place.
 */
@Directive({ selector: '[mat-tab-nav-bar][appActiveTabInView]' })
export class ActiveTabInView {
  private readonly nav = inject(MatTabNav);
  private readonly links = contentChildren(MatTabLink, { descendants: true });

  constructor() {
    effect((onCleanup) => {
      const watched = [this.nav._tabListContainer, ...this.links().map((link) => link.elementRef)];
      const observer = new ResizeObserver(() => this.nav._scrollToLabel(this.nav.selectedIndex));
      for (const { nativeElement } of watched) observer.observe(nativeElement as HTMLElement);
      onCleanup(() => observer.disconnect());
    });
  }
}
