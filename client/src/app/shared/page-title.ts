import { effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import {
  TitleStrategy,
  type ActivatedRouteSnapshot,
  type RouterStateSnapshot,
} from '@angular/router';
import { KnownTexts } from './known-texts';

/**
 * The browser tab's title. A route's `title` is a translation key (`executions.title`); it is translated again when the
 * language changes or the room's translations arrive.
 */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly texts = inject(KnownTexts);
  private readonly key = signal<string | undefined>(undefined);
  private readonly told = signal('');
  private page = '';

  /** What the page is about; '' while it has not told. */
  readonly subject = this.told.asReadonly();

  constructor() {
    super();
    effect(() => {
      const key = this.key();
      const parts = [this.subject(), key ? this.texts.of(key) : '', this.texts.of('product')];
      this.title.setTitle(parts.filter(Boolean).join(' · ') || 'Scriptorium');
    });
  }

  override updateTitle(state: RouterStateSnapshot): void {
    this.key.set(this.buildTitle(state));
    const page = nameOf(deepest(state.root));
    // another tab or filter of the same page is still about the same thing
    if (page !== this.page) this.told.set('');
    this.page = page;
  }

  /** Puts what this page is about, e.g. a script's name, before its title until another page is shown. */
  about(subject: string): void {
    this.told.set(subject);
  }
}

/** The route that is shown innermost. */
export function deepest(route: ActivatedRouteSnapshot): ActivatedRouteSnapshot {
  return route.firstChild ? deepest(route.firstChild) : route;
}

/** What tells a page from the others: its route, and the id of what it shows. */
function nameOf({ pathFromRoot, params }: ActivatedRouteSnapshot): string {
  const path = pathFromRoot.map(({ routeConfig }) => routeConfig?.path ?? '').join('/');
  return `${path} ${params['id']}`;
}
