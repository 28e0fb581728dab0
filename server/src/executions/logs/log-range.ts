import type { FileHandle } from 'node:fs/promises';
import { utf8Boundary } from '../../runner/utf8-boundary.js';
import type { LogRangeDto } from '../dto/log-range.dto.js';
import { openIfExists } from './log-file.js';

export interface WantedRange {
  /** First byte; a negative one counts from the end. */
  readonly offset: number;
  /** Most bytes, at least 1; a first character that is longer is read nevertheless. */
  readonly limit: number;
  /** Whether nothing more will be written: half a character at the end is then all there is of it. */
  readonly isComplete: boolean;
}

/** A character of UTF-8 has up to 4 bytes: one that reaches across an offset lies within 3 bytes of it. */
const REACH = 3;

/**
 * Reads a part of a log as text. It begins and ends between characters, so that the texts of ranges that go on from
 * each other's `end` make the whole log.
 */
export async function readLogRange(
  path: string,
  wanted: WantedRange,
): Promise<Omit<LogRangeDto, 'stream'>> {
  const file = await openIfExists(path);
  if (!file) return { offset: 0, end: 0, size: 0, text: '' };
  try {
    const { size } = await file.stat();
    const asked = rangeStart(wanted.offset, size);
    const first = Math.max(0, asked - REACH);
    const bytes = await readBytes(file, first, Math.min(size, asked + wanted.limit + REACH));
    const start = nextCharacter(bytes, asked - first);
    const isLast = wanted.isComplete && first + bytes.length === size;
    const length = wholeLength(bytes.subarray(start), wanted.limit, isLast);
    return {
      offset: first + start,
      end: first + start + length,
      size,
      text: bytes.toString('utf8', start, start + length),
    };
  } finally {
    await file.close();
  }
}

/** The byte an offset means, in a log of `size` bytes. */
export function rangeStart(offset: number, size: number): number {
  return offset < 0 ? Math.max(0, size + offset) : Math.min(offset, size);
}

async function readBytes(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(end - start);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  return bytes.subarray(0, bytesRead);
}

/** First place at or after `place` that is not inside a character. */
function nextCharacter(bytes: Buffer, place: number): number {
  let start = Math.min(place, bytes.length);
  while (start < bytes.length && isInside(bytes, start)) start++;
  return start;
}

function isInside(bytes: Buffer, place: number): boolean {
  const isContinuation = ((bytes[place] ?? 0) & 0xc0) === 0x80;
  return isContinuation && utf8Boundary(bytes.subarray(0, place)) < place;
}

/** Length of the whole characters in the first `limit` bytes; of the first character when it alone is longer. */
function wholeLength(bytes: Buffer, limit: number, isLast: boolean): number {
  for (let end = Math.min(limit, bytes.length); end <= bytes.length; end++) {
    const whole = utf8Boundary(bytes.subarray(0, end));
    if (whole > 0 || end === bytes.length) return isLast && end === bytes.length ? end : whole;
  }
  return 0;
}
