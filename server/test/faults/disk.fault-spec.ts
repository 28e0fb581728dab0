import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { FaultBed, MODES, settingsOf } from './fault-bed.js';

const MIB = 1_048_576;
const DISK_BYTES = 64 * MIB;
const RESERVE_BYTES = 4 * MIB;

/** Takes all that the disk has, keeps it until it is told to end, and gives it back. */
const FILL = `
import os, time
taken = open("taken", "wb", buffering=0)
for size in (1 << 20, 1 << 12, 1):
    try:
        while True:
            taken.write(b"x" * size)
    except OSError:
        pass
os.rename("ready", "full")
while not os.path.exists("full/go"):
    time.sleep(0.01)
os.remove("taken")
`;

/** Prints until it cannot. */
const FLOOD = `
line = "x" * 1023
while True:
    print(line)
`;

/** A small disk, which only root can make. */
class SmallDisk {
  readonly path = mkdtempSync(join(tmpdir(), 'scriptorium-fault-disk-'));

  constructor() {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', this.path]);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Fills all but some bytes, while others may write too. @returns gives the room back */
  fillUpTo(leftBytes: number): () => void {
    const file = join(this.path, 'filler');
    while (this.freeBytes > leftBytes)
      appendFileSync(file, Buffer.alloc(Math.min(this.freeBytes - leftBytes, MIB)));
    return () => rmSync(file);
  }

  remove(): void {
    execFileSync('umount', [this.path]);
    rmSync(this.path, { recursive: true });
  }
}

describe.each(MODES)('a full disk ($isolation, $warmSlots warm slots)', (mode) => {
  let disk: SmallDisk;
  let bed: FaultBed;
  let hello: number;
  beforeAll(async () => {
    disk = new SmallDisk();
    bed = await FaultBed.open(
      { ...settingsOf(mode), LOG_LIMIT_BYTES: String(DISK_BYTES * 4) },
      disk.path,
    );
    hello = await bed.newScript('print("all is well")');
  });
  afterAll(async () => {
    try {
      await bed.close();
    } finally {
      disk.remove();
    }
  });

  /** Nothing of what was broken stays so: a run goes from its start to its end. */
  async function expectRecovered(): Promise<void> {
    expect(await bed.ended(await bed.execute(hello))).toMatchObject({
      status: 'success',
      output: 'all is well\n',
    });
    await bed.expectSound();
  }

  it('that a script fills lets the API answer, and a new run say why it cannot be', async () => {
    const filling = await bed.execute(await bed.newScript(`import os; os.mkdir("ready")${FILL}`));
    await eventually('the disk is full', () => existsSync(bed.space(filling, 'full')));
    await bed.server.api.get('/api/executions').expect(200);
    await bed.server.api.get(`/api/executions/${filling}/logs`).expect(200);
    const answer = await bed.server.api.post(`/api/scripts/${hello}/execute`).send({});
    expect(answer.status).toBe(507);
    expect(answer.body).toMatchObject({ code: 1, error: 'DISK_FULL' });
    // a folder needs no room on this disk
    execFileSync('mkdir', [bed.space(filling, 'full/go')]);
    expect(await bed.ended(filling)).toMatchObject({ status: 'success' });
    await expectRecovered();
  });

  it('that a log fills ends the one that wrote it, as soon as that can be stored', async () => {
    const script = await bed.newScript(FLOOD);
    const empty = disk.fillUpTo(DISK_BYTES / 4);
    const flooding = await bed.execute(script);
    await eventually('the disk is full', () => disk.freeBytes === 0);
    const isOfIt = ({ folder }: { folder: string }) => folder === `execution_${flooding}`;
    await eventually('it has ended', () => !bed.processes().some(isOfIt));
    await bed.server.api.get(`/api/executions/${flooding}/logs`).expect(200);
    empty();
    expect(await bed.ended(flooding, 60_000)).toMatchObject({
      status: 'failed',
      reason: 'exit_code',
    });
    await bed.server.api.delete(`/api/executions/${flooding}`).expect(200);
    await expectRecovered();
  });

  it('lets a server start or say what to do, and what ran is taken over then', async () => {
    const script = await bed.newScript(
      'import os, time\nwhile not os.path.exists("go"): time.sleep(0.01)',
    );
    const waiting = await bed.execute(script);
    await eventually('it runs', async () => (await bed.get(waiting)).status === 'running');
    await bed.kill();
    const empty = disk.fillUpTo(0);
    const refusal = await bed.start().then(
      () => null,
      (error: Error) => error.message,
    );
    // depends on whether the journal of the database still has room
    if (refusal === null) await bed.kill();
    else expect(refusal).toMatch(/DATA_DIR.* is full\. Free some room/);
    empty();
    await bed.start();
    expect(await bed.get(waiting)).toMatchObject({ status: 'running' });
    writeFileSync(bed.space(waiting, 'go'), '');
    expect(await bed.ended(waiting)).toMatchObject({ status: 'success' });
    await expectRecovered();
  });

  it('lets nothing start below the reserve, and all that waits start above it', async () => {
    await bed.server.stop();
    await bed.start({ DISK_RESERVE_BYTES: String(RESERVE_BYTES) });
    const empty = disk.fillUpTo(RESERVE_BYTES / 2);
    const id = await bed.execute(hello);
    await eventually('it says what it waits for', async () =>
      String((await bed.get(id))['waiting_for']).includes('MiB free'),
    );
    empty();
    expect(await bed.ended(id)).toMatchObject({ status: 'success' });
    await bed.expectSound();
  });
});
