import { DOCUMENT, inject, Injectable } from '@angular/core';

/** Small choices of this browser, kept between visits. */
@Injectable({ providedIn: 'root' })
export class Preferences {
  private readonly storage = openStorage(inject(DOCUMENT).defaultView);

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

function openStorage(window: Window | null): Storage | null {
  try {
    return window?.localStorage ?? null;
  } catch {
    // Browsers that block site data throw on the mere access.
    return null;
  }
}
