import { readdirSync, readFileSync } from 'node:fs';
import type { TreeRoot } from './process-tree.js';

/** What the processes of one run use at a moment. */
export interface TreeUsage {
  /** Without the process that holds them together. */
  readonly pids: readonly number[];
  /** Resident memory; what processes share counts for each of them. */
  readonly rssBytes: number;
  /** Of those that live, and of those that have ended and were waited for. */
  readonly cpuMs: number;
}

interface Usage {
  readonly pid: number;
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** USER_HZ, which is 100 on every architecture that Node.js runs on (proc_pid_stat(5), times(2)). */
const TICK_MS = 10;
const PAGE_BYTES = pageSize();

/**
 * Looks at every process of the machine once and adds up those below each root: a child of a bubblewrap or of a
 * supervisor stays below it whatever it does, since both take in what loses its parent.
 * @param roots what holds the processes of a run together
 */
export function readTrees(roots: readonly TreeRoot[]): Map<TreeRoot, TreeUsage> {
  const children = new Map<number, Usage[]>();
  const own = new Map<number, Usage>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const found = readUsage(pid);
    if (!found) continue;
    own.set(pid, found);
    const siblings = children.get(found.parent);
    if (siblings) siblings.push(found);
    else children.set(found.parent, [found]);
  }
  return new Map(roots.map((root) => [root, addUp(root, own.get(root.pid), children)]));
}

/**
 * Processor time of all that lives below a process, and of what that has waited for, in milliseconds; 0 where the kernel
 * does not tell children (CONFIG_PROC_CHILDREN).
 */
export function cpuMsBelow(pid: number): number {
  const children = readText(`/proc/${pid}/task/${pid}/children`)?.match(/\d+/g) ?? [];
  return children
    .map(Number)
    .reduce((sum, child) => sum + (readUsage(child)?.cpuMs ?? 0) + cpuMsBelow(child), 0);
}

/** Resident memory of processes, in bytes, where what they share counts once (`smaps_rollup`). */
export function proportionalBytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + proportionalBytesOf(pid), 0);
}

function addUp(
  root: TreeRoot,
  holder: Usage | undefined,
  children: ReadonlyMap<number, readonly Usage[]>,
): TreeUsage {
  const pids: number[] = [];
  let rssBytes = 0;
  // The holder has waited for those that have ended.
  let cpuMs = holder?.cpuMs ?? 0;
  const left = [...(children.get(root.pid) ?? [])];
  for (let one = left.pop(); one; one = left.pop()) {
    pids.push(one.pid);
    rssBytes += one.rssBytes;
    cpuMs += one.cpuMs;
    left.push(...(children.get(one.pid) ?? []));
  }
  return { pids, rssBytes, cpuMs: Math.max(0, cpuMs - root.usedBeforeMs) };
}

function readUsage(pid: number): (Usage & { parent: number }) | null {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the command in brackets and may hold anything, also brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
  const [user, system, waitedUser, waitedSystem] = fields.slice(11, 15).map(Number);
  const ticks = (user ?? 0) + (system ?? 0) + (waitedUser ?? 0) + (waitedSystem ?? 0);
  return {
    pid,
    parent: Number(fields[1]),
    cpuMs: ticks * TICK_MS,
    rssBytes: Number(fields[21]) * PAGE_BYTES,
  };
}

function proportionalBytesOf(pid: number): number {
  const rollup = readText(`/proc/${pid}/smaps_rollup`) ?? '';
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024;
}

/** @returns null for a process that has ended before or while it was looked at */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}

/** From the auxiliary vector of this process, AT_PAGESZ: pairs of machine words (getauxval(3)). */
function pageSize(): number {
  const AT_PAGESZ = 6n;
  const words = readFileSync('/proc/self/auxv');
  for (let at = 0; at + 16 <= words.length; at += 16)
    if (words.readBigUInt64LE(at) === AT_PAGESZ) return Number(words.readBigUInt64LE(at + 8));
  return 4096;
}
