import type { VersionSummaryDto } from '../../api/models';

/** What is said about a version: a text of `scripts.versions`; without a key, what its author wrote. */
export interface VersionNote {
  readonly key: 'noNote' | 'first' | 'rolledBackTo' | 'rolledBackBecause' | null;
  readonly values: { readonly version?: number; readonly reason?: string };
}

/** The note that the server writes when a script goes back; the words are the only trace of it. */
const ROLLBACK = /^Rolled back to version (\d+)(?:: (.+))?$/s;

/** Tells the notes that nobody wrote from the others, so that they are said in the reader's language. */
export function noteOf({ version, description }: VersionSummaryDto): VersionNote {
  // Older servers wrote the note of a first version.
  if (version === 1 && (!description || description === 'First version'))
    return { key: 'first', values: {} };
  const [isRollback, to, reason] = ROLLBACK.exec(description) ?? [];
  if (isRollback && reason)
    return { key: 'rolledBackBecause', values: { version: Number(to), reason } };
  if (isRollback) return { key: 'rolledBackTo', values: { version: Number(to) } };
  return { key: description ? null : 'noNote', values: {} };
}
