import { DOCUMENT, inject, Injectable } from '@angular/core';
import { browserStorage } from '../../shared/browser-storage';
import type { ScriptEdits } from './script-draft';

interface Parked {
  readonly edits: ScriptEdits;
  /** The runs that ran them. */
  readonly runs: readonly number[];
}

/** Edits that wait while they are tried in a run, one of each script, until the editor goes on with them or the tab is closed. */
@Injectable({ providedIn: 'root' })
export class ParkedEdits {
  private readonly storage = browserStorage(inject(DOCUMENT).defaultView, 'sessionStorage');
  private readonly parked = new Map<number, Parked>();

  park(edits: ScriptEdits): void {
    this.put({ edits, runs: [] });
  }

  of(scriptId: number): ScriptEdits | null {
    return this.read(scriptId)?.edits ?? null;
  }

  /** Those of a script, which are parked no longer. */
  take(scriptId: number): ScriptEdits | null {
    const edits = this.of(scriptId);
    this.parked.delete(scriptId);
    this.storage?.removeItem(nameOf(scriptId));
    return edits;
  }

  /** Takes note of a run that runs them. */
  tryIn(scriptId: number, executionId: number): void {
    const parked = this.read(scriptId);
    if (parked) this.put({ ...parked, runs: [...parked.runs, executionId] });
  }

  wereTriedIn(scriptId: number, executionId: number): boolean {
    return this.read(scriptId)?.runs.includes(executionId) ?? false;
  }

  private read(scriptId: number): Parked | null {
    const parked = this.parked.get(scriptId);
    if (parked) return parked;
    const stored = this.storage?.getItem(nameOf(scriptId));
    return stored ? (JSON.parse(stored) as Parked) : null;
  }

  private put(parked: Parked): void {
    const { id } = parked.edits.saved;
    this.parked.set(id, parked);
    try {
      this.storage?.setItem(nameOf(id), JSON.stringify(parked));
    } catch {
      // A full storage: the edits are gone once the page is loaded again, as they are in the editor.
    }
  }
}

const nameOf = (scriptId: number): string => `scriptorium.edits.${scriptId}`;
