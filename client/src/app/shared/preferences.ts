import { DOCUMENT, inject, Injectable } from '@angular/core';
import { browserStorage } from './browser-storage';

/** Small choices of this browser, kept between visits. */
@Injectable({ providedIn: 'root' })
export class Preferences {
  private readonly storage = browserStorage(inject(DOCUMENT).defaultView, 'localStorage');

  read(name: string): string | null {
    return this.storage?.getItem(`scriptorium.${name}`) ?? null;
  }

  write(name: string, value: string): void {
    try {
      this.storage?.setItem(`scriptorium.${name}`, value);
    } catch {
      // A full or locked storage: the choice then lasts for this visit only.
    }
  }
}
