import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StreamFollower } from './stream-follower.js';

const MIB = 1024 * 1024;

describe('StreamFollower', () => {
  let folder: string;
  let file: string;
  let follower: StreamFollower;
  let readBytes: number;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick'] });
    folder = mkdtempSync(join(tmpdir(), 'stream-follower-'));
    file = join(folder, 'stdout.log');
    writeFileSync(file, '');
    readBytes = 0;
    follower = new StreamFollower({
      stream: 'stdout',
      file,
      position: 0,
      limitBytes: 64 * MIB,
      dropped: 0,
      isWanted: () => true,
      publish: ({ offset, end }) => (readBytes += end - offset),
      advanced: () => undefined,
    });
  });

  afterEach(() => {
    follower.close();
    jest.useRealTimers();
    rmSync(folder, { recursive: true });
  });

  /** Prints until the follower has stopped listening for every write. */
  const flood = async () => {
    for (let written = 0; ; written++) {
      appendFileSync(file, 'x');
      const isSeen = () => readBytes > written;
      for (let turn = 0; !isSeen() && turn < 1_000; turn++) await nextTurn();
      if (!isSeen()) return;
    }
  };

  const look = async () => {
    jest.advanceTimersByTime(20);
    for (let turn = 0; turn < 100; turn++) await nextTurn();
  };

  it('reads a burst to its end at once', async () => {
    appendFileSync(file, Buffer.alloc(4 * MIB, 'x'));
    while (readBytes < 4 * MIB) await nextTurn();
    expect(follower.position).toBe(4 * MIB);
  });

  it('leaves the processor to a script that floods its log, and reads the rest when it has ended', async () => {
    await flood();
    const before = readBytes;
    appendFileSync(file, Buffer.alloc(8 * MIB, 'x'));
    await look();
    expect(readBytes - before).toBeLessThanOrEqual(MIB + 1);
    await look();
    expect(readBytes - before).toBeGreaterThan(MIB + 1);
    await follower.finish();
    expect(readBytes).toBe(before + 8 * MIB + 1);
  });
});
