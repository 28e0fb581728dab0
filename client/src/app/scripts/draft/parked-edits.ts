import { DOCUMENT, inject, Injectable } from '@angular/core';
import { browserStorage } from '../../shared/browser-storage';
import type { ScriptEdits } from './script-draft';

/** Edits that wait while they are tried in a run, one of each script, until the editor goes on with them or the tab is closed. */
@Injectable({ providedIn: 'root' })
export class ParkedEdits {
  private readonly storage = browserStorage(inject(DOCUMENT).defaultView, 'sessionStorage');
  private readonly edits = new Map<number, ScriptEdits>();

  park(edits: ScriptEdits): void {
    this.edits.set(edits.saved.id, edits);
    try {
      this.storage?.setItem(nameOf(edits.saved.id), JSON.stringify(edits));
    } catch {
      // A full storage: the edits are gone once the page is loaded again, as they are in the editor.
    }
  }

  of(scriptId: number): ScriptEdits | null {
    const edits = this.edits.get(scriptId);
    if (edits) return edits;
    const stored = this.storage?.getItem(nameOf(scriptId));
    return stored ? (JSON.parse(stored) as ScriptEdits) : null;
  }

  /** Those of a script, which are parked no longer. */
  take(scriptId: number): ScriptEdits | null {
    const edits = this.of(scriptId);
    this.edits.delete(scriptId);
    this.storage?.removeItem(nameOf(scriptId));
    return edits;
  }
}

const nameOf = (scriptId: number): string => `scriptorium.edits.${scriptId}`;
