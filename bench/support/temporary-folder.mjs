import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeLater } from './cleanup.mjs';

/**
 * Makes an empty folder.
 * @returns {Promise<{ path: string, remove: () => Promise<void> }>}
 */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'scriptorium-bench-'));
  const remove = removeLater(() => rm(path, { recursive: true, force: true, maxRetries: 5 }));
  return { path, remove };
}
