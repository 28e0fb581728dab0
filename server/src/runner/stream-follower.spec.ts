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
  let texts: string[];

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'clearImmediate', 'nextTick'] });
    folder = mkdtempSync(join(tmpdir(), 'stream-follower-'));
    file = join(folder, 'stdout.log');
    writeFileSync(file, '');
    readBytes = 0;
    texts = [];
    follower = new StreamFollower({
      stream: 'stdout',
      file,
      position: 0,
      limitBytes: 64 * MIB,
      dropped: 0,
      isWanted: () => true,
      publish: ({ offset, end, text }) => {
        readBytes += end - offset;
        texts.push(text);
      },
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
    appendFileSync(file, Buffer.alloc(2 * MIB, 'x'));
    while (readBytes < 2 * MIB) await nextTurn();
    expect(follower.position).toBe(2 * MIB);
  });

  it('publishes the end of each look at a flood, and of what is left when the script has ended', async () => {
    await flood();
    const before = readBytes;
    appendFileSync(file, Buffer.alloc(8 * MIB, 'x'));
    await look();
    expect(readBytes - before).toBe(MIB / 4);
    expect(follower.position).toBe(before + 8 * MIB + 1);
    appendFileSync(file, Buffer.alloc(8 * MIB, 'x'));
    await follower.finish();
    expect(readBytes - before).toBe(MIB / 4 + 2 * MIB);
    expect(follower.position).toBe(before + 16 * MIB + 1);
  });

  it('begins no part of a flood inside a character', async () => {
    await flood();
    appendFileSync(file, '漢'.repeat(MIB));
    await look();
    expect(texts.at(-1)).toMatch(/^漢+$/);
  });

  it('calls a burst that does not end a flood', async () => {
    appendFileSync(file, Buffer.alloc(16 * MIB, 'x'));
    while (follower.position < 2 * MIB) await nextTurn();
    await look();
    expect(follower.position).toBe(16 * MIB);
    expect(readBytes).toBeLessThan(3 * MIB);
  });
});
