/** What all processes of a run may use together; null = as much as there is. */
export interface ResourceLimits {
  /** Resident memory. */
  readonly memoryBytes: number | null;
  /** Processes alive at a time, the script's own among them. */
  readonly processes: number | null;
  /** User and system time. */
  readonly cpuSeconds: number | null;
  /** Size of the files in the execution space. */
  readonly spaceBytes: number | null;
  /** What it prints on both streams, kept or not. */
  readonly logBytes: number | null;
  /** Files that one process may have open. */
  readonly openFiles: number | null;
}

export const NO_LIMITS: ResourceLimits = {
  memoryBytes: null,
  processes: null,
  cpuSeconds: null,
  spaceBytes: null,
  logBytes: null,
  openFiles: null,
};

/** A limit that ends the run that goes beyond it; too many open files only make the next one fail. */
export type EndingLimit =
  'out_of_memory' | 'process_limit' | 'cpu_limit' | 'space_limit' | 'log_limit';

/**
 * What holds a limit: the kernel for all processes together (`cgroup`) or for each (`rlimit`), or a look at them every
 * quarter of a second (`watch`), which a quick script can outrun by what it takes in that time.
 */
export type LimitHolder = 'cgroup' | 'rlimit' | 'watch';

/** A limit of a run and what holds it. */
export interface HeldLimit {
  readonly name: keyof ResourceLimits;
  readonly value: number;
  readonly heldBy: LimitHolder;
}

/** @param groups whether runs are put into control groups */
export function heldLimits(limits: ResourceLimits, groups: boolean): HeldLimit[] {
  const holders: Record<keyof ResourceLimits, LimitHolder> = {
    memoryBytes: groups ? 'cgroup' : 'watch',
    processes: groups ? 'cgroup' : 'watch',
    cpuSeconds: 'watch',
    spaceBytes: 'watch',
    logBytes: 'watch',
    openFiles: 'rlimit',
  };
  const names = Object.keys(holders) as (keyof ResourceLimits)[];
  return names.flatMap((name) => {
    const value = limits[name];
    return value === null ? [] : [{ name, value, heldBy: holders[name] }];
  });
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `536870912` as `512 MiB`. */
function inBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
  return `${Number(value.toFixed(1))} ${UNITS[unit]}`;
}

/** Why a run was ended, in a sentence. */
export function limitSentence(limit: EndingLimit, limits: ResourceLimits): string {
  const { memoryBytes, processes, cpuSeconds, spaceBytes, logBytes } = limits;
  const sentences: Record<EndingLimit, string> = {
    out_of_memory: `Killed after using more than ${inBytes(memoryBytes ?? 0)} of memory.`,
    process_limit: `Killed after running more than ${processes} processes at a time.`,
    cpu_limit: `Killed after using more than ${cpuSeconds} s of processor time.`,
    space_limit: `Killed after its files took more than ${inBytes(spaceBytes ?? 0)}.`,
    log_limit: `Killed after printing more than ${inBytes(logBytes ?? 0)}.`,
  };
  return sentences[limit];
}
