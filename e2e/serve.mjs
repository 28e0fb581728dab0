/** Runs the built server on a folder of its own, which goes away with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'scriptorium-browser-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.env.DATA_DIR = join(folder, 'data');
process.env.EXECUTION_SPACES_DIR = join(folder, 'execution_spaces');
process.env.DISK_RESERVE_BYTES = '0';
await import('../dist/server/main.js');
