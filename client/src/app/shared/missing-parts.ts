import { DOCUMENT, Location } from '@angular/common';
import { inject, Injectable, InjectionToken } from '@angular/core';
import { Router, type NavigationError } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { Attention } from './attention';
import { Notifier } from './notifier';

/** Loads an address anew, and the console with it. */
export const LOAD_ANEW = new InjectionToken<(address: string) => void>('LOAD_ANEW', {
  providedIn: 'root',
  factory: () => {
    const { location } = inject(DOCUMENT);
    return (address) => location.assign(address);
  },
});

/** The address with which this tab was loaded, when it is injected at the start: to load it anew may be in vain. */
export const LOADED_ADDRESS = new InjectionToken<string>('LOADED_ADDRESS', {
  providedIn: 'root',
  factory: () => inject(DOCUMENT).location.href,
});

/** What Chromium, Firefox and Safari say of a module that they did not get. */
const notLoaded = /dynamically imported module|importing a module script failed/i;

/** Says why a link leads nowhere: the server is away, or it has another version of the console than this tab. */
@Injectable({ providedIn: 'root' })
export class MissingParts {
  private readonly attention = inject(Attention);
  private readonly document = inject(DOCUMENT);
  private readonly loadAnew = inject(LOAD_ANEW);
  private readonly loadedAddress = inject(LOADED_ADDRESS);
  private readonly location = inject(Location);
  private readonly notifier = inject(Notifier);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);

  /**
   * Helps on when a part of the console did not come; leaves any other error alone.
   * @param url that was to be opened, as the router writes it
   */
  async explain(error: unknown, url: string): Promise<void> {
    if (!(error instanceof TypeError) || !notLoaded.test(error.message)) return;
    const address = this.addressOf(url);
    if (!(await this.attention.refresh())) {
      this.offer('notOpened', 'action.retry', () => this.router.navigateByUrl(url));
    } else if (address === this.loadedAddress) {
      this.offer('partMissing', 'nav.loadAnew', () => this.loadAnew(address));
    } else if (this.hasUnsavedChanges()) {
      this.offer('newVersion', 'nav.loadAnew', () => this.loadAnew(address));
    } else {
      this.loadAnew(address);
    }
  }

  private addressOf(url: string): string {
    return new URL(this.location.prepareExternalUrl(url), this.document.baseURI).href;
  }

  /** Pages with edits answer what a browser asks before it leaves. */
  private hasUnsavedChanges(): boolean {
    const question = new Event('beforeunload', { cancelable: true });
    return this.document.defaultView?.dispatchEvent(question) === false;
  }

  private offer(sentence: string, label: string, run: () => unknown): void {
    this.notifier.tellMore(this.transloco.translate(`nav.${sentence}`), {
      label: this.transloco.translate(label),
      run,
    });
  }
}

/** For `withNavigationErrorHandler`. */
export function explainMissingPart({ error, url }: NavigationError): void {
  void inject(MissingParts).explain(error, url);
}
