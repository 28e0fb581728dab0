import { inject, Injectable } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { merge } from 'rxjs';

/**
 * The browser tab's title. A route's `title` is a translation key (`executions.title`); it is translated again when the
 * language changes or the room's translations arrive.
 */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly transloco = inject(TranslocoService);
  private key: string | undefined;
  private subject = '';

  constructor() {
    super();
    merge(this.transloco.langChanges$, this.transloco.events$)
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.write());
  }

  override updateTitle(state: RouterStateSnapshot): void {
    this.key = this.buildTitle(state);
    this.subject = '';
    this.write();
  }

  /** Puts what this page is about, e.g. a script's name, before its title until the next navigation. */
  about(subject: string): void {
    this.subject = subject;
    this.write();
  }

  private write(): void {
    const known = this.transloco.getTranslation(this.transloco.getActiveLang());
    const parts = [this.subject, this.key && text(known, this.key), text(known, 'product')];
    this.title.setTitle(parts.filter(Boolean).join(' · ') || 'Scriptorium');
  }
}

/** A missing translation is '' and not reported: the room's file may still be on its way. */
function text(translations: Record<string, unknown>, key: string): string {
  const value = translations[key];
  return typeof value === 'string' ? value : '';
}
