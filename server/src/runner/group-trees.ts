import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { because, type Cause, sentenceOf } from './causes.js';
import type { ResourceLimits } from './resource-limits.js';

/** A file of a control group that holds one of the limits of a run. */
interface LimitFile {
  readonly name: string;
  /** @returns null for a run that this file has nothing to say about */
  readonly valueOf: (limits: ResourceLimits) => number | null;
  /** Whether a kernel may do without it: swap is not counted everywhere. */
  readonly isOptional?: boolean;
}

/** A tree of control groups: the folder that groups of runs are made in, and their files in the order of writing. */
export interface GroupTree {
  readonly folder: string;
  readonly limitFiles: readonly LimitFile[];
}

/**
 * Beyond the limit on processes, so that the watch sees who goes beyond it: at the limit itself the kernel would only
 * refuse to start more, and a fork bomb would try for ever.
 */
const PROCESSES_ABOVE = 64;

const memoryOf = ({ memoryBytes }: ResourceLimits) => memoryBytes;
const processesOf = ({ processes }: ResourceLimits) =>
  processes === null ? null : processes + PROCESSES_ABOVE;
const ifMemoryLimited = (value: number) => (limits: ResourceLimits) =>
  limits.memoryBytes === null ? null : value;

const PIDS: LimitFile = { name: 'pids.max', valueOf: processesOf };

/** What is swapped out counts: else a run beyond its memory would slow the machine down instead of ending. */
const VERSION_ONE_MEMORY: readonly LimitFile[] = [
  { name: 'memory.limit_in_bytes', valueOf: memoryOf },
  { name: 'memory.memsw.limit_in_bytes', valueOf: memoryOf, isOptional: true },
];

const VERSION_TWO: readonly LimitFile[] = [
  { name: 'memory.max', valueOf: memoryOf },
  { name: 'memory.swap.max', valueOf: ifMemoryLimited(0), isOptional: true },
  { name: 'memory.oom.group', valueOf: ifMemoryLimited(1), isOptional: true },
  PIDS,
];

const ROOT = '/sys/fs/cgroup';

/** What an administrator can change, so that groups can be made. */
export class GroupsRefused extends Error {
  constructor(readonly reason: Cause) {
    super(sentenceOf(reason));
  }
}

/**
 * Where this server may make groups for its runs.
 * @throws GroupsRefused
 * @throws Error of the system
 */
export function findGroupTrees(): GroupTree[] {
  const own = readFileSync('/proc/self/cgroup', 'utf8');
  const trees = versionOne(own) ?? [versionTwo(own)];
  for (const { folder } of trees) tryOut(folder);
  return trees;
}

/** @returns null where memory is not counted by version 1 */
function versionOne(own: string): GroupTree[] | null {
  const folderOf = (controller: string) => {
    const path = new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(.*)$`, 'm').exec(own)?.[1];
    return path === undefined ? null : join(ROOT, controller, path);
  };
  const [memory, processes] = [folderOf('memory'), folderOf('pids')];
  if (memory === null || processes === null) return null;
  return [
    { folder: memory, limitFiles: VERSION_ONE_MEMORY },
    { folder: processes, limitFiles: [PIDS] },
  ];
}

/** The group in which the server itself lives below the one that was delegated to it (`DelegateSubgroup=`). */
const SERVER_GROUP = 'scriptorium-server';

/**
 * One tree for all. A group that has processes cannot pass controllers on, the root excepted: so the server has to be in
 * a group of its own beside those of its runs.
 */
function versionTwo(own: string): GroupTree {
  const path = /^0::(.*)$/m.exec(own)?.[1];
  if (path === undefined) throw new GroupsRefused(because('groups_absent'));
  const group = resolve(join(ROOT, path));
  const folder = basename(group) === SERVER_GROUP ? dirname(group) : group;
  if (!passesOn(folder)) passOn(folder, { from: group });
  return { folder, limitFiles: VERSION_TWO };
}

const CONTROLLERS = ['memory', 'pids'] as const;
const hasControllers = (words: string) =>
  CONTROLLERS.every((controller) => words.split(/\s+/).includes(controller));
const passesOn = (folder: string) =>
  hasControllers(readFileSync(join(folder, 'cgroup.subtree_control'), 'utf8'));

function passOn(folder: string, { from }: { from: string }): void {
  if (!hasControllers(readFileSync(join(folder, 'cgroup.controllers'), 'utf8')))
    throw new GroupsRefused(because('groups_without_controllers'));
  const isRoot = () => folder === ROOT && !has(folder, 'cgroup.type');
  if (folder !== from || isRoot()) enable(folder);
  // systemd could not start a service again whose group has been divided without its knowledge
  else if (folder.endsWith('.service'))
    throw new GroupsRefused(because('groups_undelegated', { subgroup: SERVER_GROUP }));
  else divide(folder);
}

const enable = (folder: string): void =>
  writeFileSync(
    join(folder, 'cgroup.subtree_control'),
    CONTROLLERS.map((controller) => `+${controller}`).join(' '),
  );

/** Makes room: moves the server, and what it was started by, into a group of their own. Undone when that is not enough. */
function divide(folder: string): void {
  const pids = processesIn(folder);
  const ownJob = jobOf(process.pid);
  const foreign = pids.find((pid) => pid !== 1 && jobOf(pid) !== ownJob);
  if (foreign !== undefined)
    throw new GroupsRefused(because('groups_shared', { pid: String(foreign) }));
  const group = join(folder, SERVER_GROUP);
  mkdirSync(group, { recursive: true });
  try {
    for (const pid of pids) enterGroup(group, pid);
    enable(folder);
  } catch (error) {
    for (const pid of processesIn(group)) enterGroup(folder, pid);
    removeGroup(group);
    throw error;
  }
}

const processesIn = (group: string): number[] =>
  readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);

/** The process group, see proc(5): what one command has started, `npm` and the server for one. */
function jobOf(pid: number): number | null {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  const job = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
  return job === undefined ? null : Number(job);
}

function tryOut(folder: string): void {
  const group = join(folder, `scriptorium_probe_${process.pid}`);
  mkdirSync(group);
  rmdirSync(group);
}

/** Puts a process into a group; what it starts from now on is in it, too. */
export function enterGroup(group: string, pid: number): void {
  try {
    writeFileSync(join(group, 'cgroup.procs'), String(pid));
  } catch {
    // It ended meanwhile; one that the kernel refuses to move is watched all the same.
  }
}

/** Removes a group, if there is one and no process is in it. */
export function removeGroup(group: string): void {
  try {
    rmdirSync(group);
  } catch {
    // There is none, or it has processes.
  }
}

const has = (group: string, file: string): boolean => readOrEmpty(join(group, file)) !== '';

/** What a file of the kernel says; empty when it is not there. */
export function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
