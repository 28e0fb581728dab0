import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestApp } from './test-app.js';

/** What a script printed at once, and when: the text of one stream. */
export interface Print {
  stream?: 'stdout' | 'stderr';
  text: string | Buffer;
  atMs?: number;
}

/** The control folder of an execution. */
export const controlOf = (server: TestApp, id: number): string =>
  join(server.directory, 'data', 'control', `execution_${id}`);

/** Replaces the log of an execution that has ended, as if its script had printed this. */
export async function writeLog(server: TestApp, id: number, prints: Print[]): Promise<void> {
  const streams = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const ends = { stdout: 0, stderr: 0 };
  const entries = prints.map(({ stream = 'stdout', text, atMs = 1_700_000_000_000 }) => {
    const bytes = Buffer.from(text);
    streams[stream].push(bytes);
    ends[stream] += bytes.length;
    return `${atMs} ${stream === 'stdout' ? 'o' : 'e'} ${ends[stream]}\n`;
  });
  const control = controlOf(server, id);
  await Promise.all([
    writeFile(join(control, 'stdout.log'), Buffer.concat(streams.stdout)),
    writeFile(join(control, 'stderr.log'), Buffer.concat(streams.stderr)),
    writeFile(join(control, 'timeline'), entries.join('')),
  ]);
}
