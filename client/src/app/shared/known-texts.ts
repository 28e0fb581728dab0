import { inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TranslocoService } from '@jsverse/transloco';
import { map, merge } from 'rxjs';

/** Texts whose room may still be on its way, for the frame around the rooms. */
@Injectable({ providedIn: 'root' })
export class KnownTexts {
  private readonly transloco = inject(TranslocoService);
  private readonly texts = toSignal(
    merge(this.transloco.langChanges$, this.transloco.events$).pipe(
      map(() => this.transloco.getTranslation(this.transloco.getActiveLang())),
    ),
    { requireSync: true, equal: () => false },
  );

  /** A missing text is '' and not reported. Read in a reactive context, it comes again when it arrives or the language changes. */
  of(key: string): string {
    const text: unknown = this.texts()[key];
    return typeof text === 'string' ? text : '';
  }
}
