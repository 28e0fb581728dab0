import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogPosition } from './server-sent-events.js';

/** Bytes in the two log files of a run; 0 for one that is not there, since the run has not started or was cleaned up. */
export async function logSizes(controlDirectory: string): Promise<LogPosition> {
  const sizeOf = (name: string) =>
    stat(join(controlDirectory, name)).then(
      ({ size }) => size,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return 0;
        throw error;
      },
    );
  const [stdout, stderr] = await Promise.all([sizeOf('stdout.log'), sizeOf('stderr.log')]);
  return { stdout, stderr };
}
