import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { sentenceOf } from '../../../src/runner/causes.js';
import { ControlGroups } from '../../../src/runner/control-groups.js';
import { NO_LIMITS, type ResourceLimits } from '../../../src/runner/resource-limits.js';

/** What became of a script in a group. */
export interface Held {
  readonly output: string;
  readonly signal: NodeJS.Signals | null;
  readonly memoryKills: number;
  /** Whether what the script has started is still there when it has ended itself. */
  readonly hasChildLeft: boolean;
}

export interface Report {
  readonly obstacle: string | null;
  /** The group that this process is in afterwards. */
  readonly ownGroup: string;
  readonly hog: Held | null;
  readonly crowd: Held | null;
}

/** Both start one child, which does not hold their output, and wait for a line, to be put into their group first. */
const HOG = `
import subprocess
child = subprocess.Popen(["/bin/sleep", "600"], stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
input()
taken = [bytearray(1 << 20) for _ in range(96)]
print("kept")`;
const CROWD = `
import os, subprocess, time
child = subprocess.Popen(["/bin/sleep", "600"], stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
input()
started = 0
try:
    for _ in range(100):
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        started += 1
except BlockingIOError:
    print(started, flush=True)
os.killpg(0, 9)`;

async function hold(
  groups: ControlGroups,
  code: string,
  limits: Partial<ResourceLimits>,
): Promise<Held> {
  const name = `scriptorium_1_${process.pid}`;
  const script = spawn('/usr/bin/python3', ['-c', code], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  script.stdout.on('data', (data: Buffer) => (output += data.toString()));
  await once(script.stdout, 'data');
  const childPid = Number(output);
  groups.hold(name, { ...NO_LIMITS, ...limits }, [pidOf(script), childPid]);
  script.stdin.write('\n');
  const [, signal] = (await once(script, 'close')) as [unknown, NodeJS.Signals | null];
  // the kernel kills them one after the other
  const hasChildLeft = !(await isSoon(() => !isAlive(childPid)));
  if (hasChildLeft) process.kill(childPid, 'SIGKILL');
  const memoryKills = groups.memoryKills(name);
  const folder = `/sys/fs/cgroup${parentOf(ownGroup())}/${name}`;
  const isReleased = await isSoon(() => {
    groups.release(name);
    return !existsSync(folder);
  });
  if (!isReleased) throw new Error('The group was not removed.');
  return { output: output.split('\n').slice(1).join('\n'), signal, memoryKills, hasChildLeft };
}

const pidOf = ({ pid = 0 }: ChildProcess): number => pid;
const ownGroup = (): string =>
  /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '';
const parentOf = (group: string): string => group.replace(/\/[^/]*$/, '');

/** A killed process whose parent has ended as well is gone when process 1 has taken note of it. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Asks until the answer is yes, for five seconds. @returns the last answer */
async function isSoon(isSo: () => boolean): Promise<boolean> {
  for (let look = 0; look < 100; look++) {
    if (isSo()) return true;
    await delay(50);
  }
  return false;
}

const groups = ControlGroups.open();
const { isOpen, obstacle } = groups;
const hog = isOpen ? await hold(groups, HOG, { memoryBytes: 32 << 20 }) : null;
const crowd =
  isOpen && process.argv.includes('crowd') ? await hold(groups, CROWD, { processes: 1 }) : null;
const report: Report = {
  obstacle: obstacle && sentenceOf(obstacle),
  ownGroup: ownGroup(),
  ...{ hog, crowd },
};
process.stdout.write(JSON.stringify(report));
