import { Injectable } from '@angular/core';

/** Where the list of executions was left, for whoever comes back to it. */
@Injectable({ providedIn: 'root' })
export class ListPlace {
  /** The filters it had; null before it was first open. */
  key: string | null = null;
  /** In pixels. */
  scrollTop = 0;
}
