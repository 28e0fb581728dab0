import type { LogChunk } from '../../runner/run.types.js';
import type { InstallLogPart } from './install-log-reader.js';

/** How much of each stream a follower has been told of, in bytes of the log files. */
export interface LogPosition {
  readonly stdout: number;
  readonly stderr: number;
}

export const LOG_START: LogPosition = { stdout: 0, stderr: 0 };

/** The id of an event: a reconnecting browser sends it as `Last-Event-ID` and resumes at the exact byte. */
export const formatPosition = ({ stdout, stderr }: LogPosition): string => `${stdout}.${stderr}`;

/** @returns undefined for what is no position */
export function parsePosition(text: string | undefined): LogPosition | undefined {
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? '');
  return match ? { stdout: Number(match[1]), stderr: Number(match[2]) } : undefined;
}

/** Where a follower stands after a chunk. */
export const positionAfter = (position: LogPosition, { stream, end }: LogChunk): LogPosition => ({
  ...position,
  [stream]: end,
});

/** Bytes between two positions, over both streams. */
export const bytesBetween = (from: LogPosition, to: LogPosition): number =>
  Math.max(0, to.stdout - from.stdout) + Math.max(0, to.stderr - from.stderr);

/** Where a follower of an installation stands: it comes before everything that the run prints. */
export const formatInstallPosition = (bytes: number): string => `0.0.${bytes}`;

/**
 * How much of what was installed for the run a follower has been told of.
 * @returns bytes; Infinity for one that has been told of what the run printed
 */
export function parseInstallPosition(text: string | undefined): number {
  const installed = /^0\.0\.(\d{1,15})$/.exec(text ?? '')?.[1];
  if (installed !== undefined) return Number(installed);
  const { stdout, stderr } = parsePosition(text) ?? LOG_START;
  return stdout + stderr > 0 ? Infinity : 0;
}

/** The text of one event (WHATWG HTML, "Server-sent events"). JSON holds no line break, so one `data` line is enough. */
export function formatEvent(event: string, data: object, position?: LogPosition): string {
  const id = position ? `id: ${formatPosition(position)}\n` : '';
  return `event: ${event}\n${id}data: ${JSON.stringify(data)}\n\n`;
}

/** @param position where a follower stands after the chunk */
export const formatChunk = (
  { stream, offset, text, atMs }: LogChunk,
  position: LogPosition,
): string =>
  formatEvent('log', { stream, offset, text, at: new Date(atMs).toISOString() }, position);

/** A part of what was installed for the run, as a stream of its log. */
export const formatInstall = ({ offset, end, text, atMs }: InstallLogPart): string =>
  `event: log\nid: ${formatInstallPosition(end)}\ndata: ${JSON.stringify({
    ...{ stream: 'install', offset, text, at: new Date(atMs).toISOString() },
  })}\n\n`;

/**
 * @param position where a follower stands after what was left out
 * @param line number of the line that comes next, where it is known
 */
export const formatSkip = (bytes: number, position: LogPosition, line?: number): string =>
  formatEvent('skipped', { bytes, line }, position);
