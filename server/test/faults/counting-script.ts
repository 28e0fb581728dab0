import { readFile } from 'node:fs/promises';
import type { FaultBed } from './fault-bed.js';

/** Prints numbered lines on both streams, slowly enough to be met in the middle, and ends with an exit code of its own. */
export const countingScript = (lines: number): string => `
import sys, time
for n in range(${lines}):
    print("out %06d" % n)
    print("err %06d" % n, file=sys.stderr)
    if n % 20 == 0:
        time.sleep(0.001)
sys.exit(7)
`;

const numbered = (word: string, lines: number) =>
  Array.from({ length: lines }, (_, n) => `${word} ${String(n).padStart(6, '0')}\n`).join('');

/** Nothing the script printed is missing, doubled or out of order. */
export async function expectCounted(bed: FaultBed, id: number, lines: number): Promise<void> {
  expect(await readFile(bed.control(id, 'stdout.log'), 'utf8')).toBe(numbered('out', lines));
  expect(await readFile(bed.control(id, 'stderr.log'), 'utf8')).toBe(numbered('err', lines));
}

/** What there is begins as it should: the run was ended in the middle. */
export async function expectBegun(bed: FaultBed, id: number, lines: number): Promise<void> {
  const out = await readFile(bed.control(id, 'stdout.log'), 'utf8').catch(() => '');
  const err = await readFile(bed.control(id, 'stderr.log'), 'utf8').catch(() => '');
  expect(numbered('out', lines).startsWith(out)).toBe(true);
  expect(numbered('err', lines).startsWith(err)).toBe(true);
}
