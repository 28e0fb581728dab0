import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { constants } from 'node:os';
import { type Cause, sentenceOf } from './causes.js';
import type { ControlFolder, RunRecord, StopReason } from './control-folder.js';
import { limitSentence, NO_LIMITS } from './resource-limits.js';
import type { LogStream, RunOutcome } from './run.types.js';
import { utf8Start } from './utf8-boundary.js';

/** How the processes of a run came to their end, before anybody asks why. */
export type Ending =
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
      /** Null when it can only be guessed from the exit code. */
      readonly isSignalled: boolean | null;
    }
  | { readonly kind: 'launch'; readonly cause: Cause }
  | { readonly kind: 'lost'; readonly cause: Cause };

export type Verdict = Pick<
  RunOutcome,
  'status' | 'reason' | 'exitCode' | 'signal' | 'message' | 'cause'
>;

const TAIL_BYTES = 16 * 1024;

const SIGNALS_IN_WORDS: Partial<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bad memory access',
  SIGFPE: 'arithmetic error',
  SIGHUP: 'hang-up',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'termination request',
  SIGXFSZ: 'file size limit',
};

/** Turns an ending into what a person is told. A stop that was asked for decides, whatever the script made of it. */
export function judge(ending: Ending, stop: StopReason | null, record: RunRecord): Verdict {
  const exitCode = ending.kind === 'exited' ? ending.exitCode : null;
  const mayBeSignalled = ending.kind === 'exited' && ending.isSignalled !== false;
  const signal = mayBeSignalled ? signalName(ending.exitCode) : null;
  const facts = { exitCode, signal, cause: null };
  if (stop === 'cancelled') {
    return { ...facts, status: 'cancelled', reason: null, message: 'Stopped on request.' };
  }
  const failed = { ...facts, status: 'failed' as const };
  if (ending.kind === 'launch') return { ...failed, reason: 'launch', ...explained(ending.cause) };
  if (stop === 'timeout') {
    const limit = `${record.timeoutMs / 1000} s`;
    return { ...failed, reason: 'timeout', message: `Stopped after its time limit of ${limit}.` };
  }
  if (stop !== null) {
    const message = limitSentence(stop, record.resources ?? NO_LIMITS);
    return { ...failed, reason: stop, message };
  }
  if (ending.kind === 'lost') return { ...failed, reason: 'lost', ...explained(ending.cause) };
  if (facts.signal !== null) {
    const words = SIGNALS_IN_WORDS[facts.signal];
    const name = `${facts.signal}${words ? ` (${words})` : ''}`;
    const isKnown = ending.isSignalled === true;
    const message = isKnown
      ? `Killed by ${name}.`
      : `Ended with exit code ${exitCode}, as after ${name}.`;
    return { ...failed, reason: 'signal', message };
  }
  if (exitCode === 0) return { ...facts, status: 'success', reason: null, message: null };
  return { ...failed, reason: 'exit_code', message: `Ended with exit code ${exitCode}.` };
}

const explained = (cause: Cause) => ({ cause, message: sentenceOf(cause) });

/** Signals that end no process (signal(7)): an exit code like theirs is the script's own. */
const NEVER_FATAL = /^SIG(CHLD|CONT|STOP|TSTP|TTIN|TTOU|URG|WINCH)$/;

/** The supervisors report signal n as 128 + n, as a shell does. @returns null for an ordinary exit code. */
function signalName(exitCode: number): string | null {
  const known = Object.entries(constants.signals).filter(([name]) => !NEVER_FATAL.test(name));
  return known.find(([, number]) => number === exitCode - 128)?.[0] ?? null;
}

/** The last 16 KiB of a log file as text, from its first whole character on; empty when there is no file. */
export function readTail(folder: ControlFolder, stream: LogStream): string {
  if (folder.modifiedAt(`${stream}.log`) === null) return '';
  const descriptor = openSync(folder.file(`${stream}.log`), 'r');
  try {
    const { size } = fstatSync(descriptor);
    const start = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - start);
    readSync(descriptor, bytes, 0, bytes.length, start);
    return bytes.toString('utf8', start === 0 ? 0 : utf8Start(bytes));
  } finally {
    closeSync(descriptor);
  }
}
