import { realpathSync } from 'node:fs';

/** Where a path leads, links followed. @returns null when it is missing, or not to be reached by the server itself */
export function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
