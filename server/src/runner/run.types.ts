import type { Cause } from './causes.js';
import type { EndingLimit, ResourceLimits } from './resource-limits.js';
import type { Interpreter, MissingInterpreter } from './interpreters.js';

/** The two streams of a script's log. */
export type LogStream = 'stdout' | 'stderr';

/** How far a run is kept apart from the machine it runs on, strongest first. */
export type IsolationLevel = 'bwrap' | 'uid' | 'plain';

/** Languages the runner knows how to start. */
export type ScriptLanguage = 'python' | 'javascript';

/** How far a run may go. */
export interface RunLimits {
  /** Wall time until the run is stopped, in milliseconds. */
  readonly timeoutMs: number;
  /** Time between SIGTERM and SIGKILL, in milliseconds. */
  readonly graceMs: number;
  /** Bytes kept of each stream's head; what comes after is dropped but for its last 256 KiB. */
  readonly logLimitBytes: number;
  readonly resources: ResourceLimits;
}

/** One script to run, fully decided by the caller: the runner adds nothing of its own but the base environment. */
export interface RunSpec extends RunLimits {
  /** Names the control folder and the execution space: `execution_{id}`. */
  readonly id: number;
  readonly language: ScriptLanguage;
  readonly code: string;
  /** What runs it, or why nothing can; without, the interpreter that the runner was given for the language. */
  readonly interpreter?: Interpreter | MissingInterpreter;
  /** Absolute path of a folder `node_modules` that the script imports from and cannot write to; null or without: none. */
  readonly modules?: string | null;
  /** Whether the caller has put files into the execution space; without, the space is made anew. */
  readonly hasFiles: boolean;
  /** Whether the script can be given input while it runs; without, its input is empty. */
  readonly hasInput: boolean;
  /** Whether it may use the network; only a sandbox can keep it from that. */
  readonly network: boolean;
  /** Absolute paths of folders outside of its space that it may read. */
  readonly readableFolders: readonly string[];
  /** Why it must not start; it ends with reason `launch` then. */
  readonly objection?: Cause | null;
  /** Variables added to the clean base environment (`PATH`, `HOME`, `LANG`, `TMPDIR`). */
  readonly env: Readonly<Record<string, string>>;
}

/** Why a run that did not succeed ended, as on the wire (`DESIGN.md` §5). */
export type FailureReason =
  | 'exit_code'
  | 'signal'
  | 'timeout'
  | EndingLimit
  | 'log_limit'
  | 'dependencies'
  | 'launch'
  | 'lost';

/** How far a script says it is. */
export interface RunProgress {
  /** Whole number from 0 to 100. */
  readonly percent: number;
  /** At most 200 characters, without control characters. */
  readonly message: string | null;
}

/** What a script answers: JSON text of at most 256 KiB, or why it cannot be taken. */
export type RunResult = { readonly json: string } | { readonly refusal: Cause };

/** What a run could get at, beside its own space. */
export interface Reach {
  /**
   * `space`: the system's programs, read-only; `user`: whatever a user of its own may read or write; `server`: whatever
   * the server's user may.
   */
  readonly files: 'space' | 'user' | 'server';
  /** Folders that were shown to it, read-only where `files` is `space`. */
  readonly readableFolders: readonly string[];
  readonly network: boolean;
}

/** How a run ended. */
export interface RunOutcome {
  readonly status: 'success' | 'failed' | 'cancelled';
  /** Null unless `status` is `failed`. */
  readonly reason: FailureReason | null;
  readonly exitCode: number | null;
  /**
   * Name of the signal that ended the script (`SIGKILL`), null when it exited by itself. In a sandbox nobody tells the one
   * from the other: there it is the signal whose exit code (128 + n) the script ended with.
   */
  readonly signal: string | null;
  /** A sentence for people, null for a success. */
  readonly message: string | null;
  /** What `message` says, for whoever says it in another language; null unless `reason` is `launch` or `lost`. */
  readonly cause: Cause | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** CPU time of the script and its children, in milliseconds; null where it could not be read. */
  readonly cpuMs: number | null;
  /**
   * Peak resident memory in bytes: of the largest process, or of all together where a look at them saw more; null where
   * it could not be read.
   */
  readonly maxRssBytes: number | null;
  /** Bytes written to disks, the log among them; null where it could not be read. */
  readonly writtenBytes: number | null;
  /** Whether an interpreter that waited took it. */
  readonly isWarm: boolean;
  /** Bytes that the log cap dropped, over both streams. */
  readonly droppedBytes: number;
  /** The last bytes of stdout, at most 16 KiB, decoded as UTF-8. */
  readonly outputTail: string;
  /** The last bytes of stderr, at most 16 KiB, decoded as UTF-8. */
  readonly errorTail: string;
  /** The last that the script told; null when it told none. */
  readonly progress: RunProgress | null;
  /** Null when the script gave none. */
  readonly result: RunResult | null;
}

/** Bytes of one stream's log as a follower saw them arrive. Offsets count bytes of the log file. */
export interface LogChunk {
  readonly stream: LogStream;
  /** First byte of `text` in the log file. */
  readonly offset: number;
  /** One past the last byte of `text` in the log file. */
  readonly end: number;
  /** Decoded as UTF-8, never cut inside a character; bytes that are not UTF-8 are U+FFFD. */
  readonly text: string;
  /** When the follower saw it, in milliseconds since the epoch. */
  readonly atMs: number;
}
