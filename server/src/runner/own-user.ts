import { chmodSync, lchownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Users, each of them also the group of the same number. */
export interface UidRange {
  readonly first: number;
  readonly last: number;
}

/** A user that no run has, another one for each run for as long as possible. @returns null when every one is taken */
export function freeUid(
  { first, last }: UidRange,
  id: number,
  taken: ReadonlySet<number | null>,
): number | null {
  const size = last - first + 1;
  for (let step = 0; step < size; step++) {
    const uid = first + ((id + step) % size);
    if (!taken.has(uid)) return uid;
  }
  return null;
}

/** Gives a space and what is in it to a user, and nobody else a look at it. Links are changed, not followed. */
export function giveSpace(space: string, uid: number): void {
  const give = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) give(path);
      lchownSync(path, uid, uid);
    }
  };
  give(space);
  chmodSync(space, 0o700);
  lchownSync(space, uid, uid);
}

/** Takes a space back when its run has ended: a later run may have the same user. What is in it stays as it is. */
export function takeSpaceBack(space: string): void {
  lchownSync(space, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
}
