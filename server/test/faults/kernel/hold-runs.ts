import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
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

/** Both start one child and wait for a line, to be put into their group first. */
const HOG = `
import subprocess
child = subprocess.Popen(["/bin/sleep", "60"])
print(child.pid, flush=True)
input()
taken = [bytearray(1 << 20) for _ in range(96)]
print("kept")`;
const CROWD = `
import os, subprocess, time
child = subprocess.Popen(["/bin/sleep", "60"])
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
  const hasChildLeft = isAlive(childPid);
  if (hasChildLeft) process.kill(childPid, 'SIGKILL');
  const memoryKills = groups.memoryKills(name);
  await until(() => {
    groups.release(name);
    return !existsSync(`/sys/fs/cgroup${parentOf(ownGroup())}/${name}`);
  });
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

async function until(isSo: () => boolean): Promise<void> {
  for (let look = 0; !isSo(); look += 1) {
    if (look === 100) throw new Error('The group was not removed.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const groups = ControlGroups.open();
const { isOpen, obstacle } = groups;
const hog = isOpen ? await hold(groups, HOG, { memoryBytes: 32 << 20 }) : null;
const crowd =
  isOpen && process.argv.includes('crowd') ? await hold(groups, CROWD, { processes: 1 }) : null;
const report: Report = { obstacle, ownGroup: ownGroup(), hog, crowd };
console.log(JSON.stringify(report));
