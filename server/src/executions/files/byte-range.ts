/** Bytes of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range of a file that a `Range` header asks for (RFC 9110, 14.1.2). Several ranges are not served and, as what
 * is no valid range of bytes, mean the whole file.
 * @param size of the file, in bytes
 * @returns undefined for the whole file, null for a range that holds nothing of it
 */
export function byteRange(header: string, size: number): ByteRange | null | undefined {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header) ?? [];
  if (first === undefined || last === undefined || !(first || last)) return undefined;
  if (!first) return suffix(Number(last), size);
  const start = Number(first);
  const end = last ? Number(last) : Infinity;
  if (end < start) return undefined;
  return start < size ? { start, end: Math.min(end, size - 1) } : null;
}

function suffix(length: number, size: number): ByteRange | null | undefined {
  if (length === 0) return null;
  // no `Content-Range` can speak of an empty file
  return size === 0 ? undefined : { start: Math.max(0, size - length), end: size - 1 };
}
