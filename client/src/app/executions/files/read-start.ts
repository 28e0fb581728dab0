/** The beginning of a file, and whether there is more. */
export interface FileStart {
  readonly text: string;
  readonly isTruncated: boolean;
}

/**
 * Reads the beginning of a text file and leaves the rest where it is, however large it is.
 * @param limitBytes most bytes to read; the answer may end in the middle of a line
 * @throws Error when the server does not send it
 */
export async function readStart(
  url: string,
  limitBytes: number,
  signal: AbortSignal,
): Promise<FileStart> {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < limitBytes) {
    const { done, value } = await reader.read();
    if (done) return { text: decode(joined(parts), false), isTruncated: false };
    bytes += value.byteLength;
    parts.push(value);
  }
  await reader.cancel();
  return { text: decode(joined(parts), true), isTruncated: true };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let start = 0;
  for (const part of parts) {
    bytes.set(part, start);
    start += part.byteLength;
  }
  return bytes;
}

/**
 * Decodes by the byte order mark, else by the first encoding in which nothing is wrong. Programs of Chinese offices write
 * GBK, which is a part of GB 18030.
 * @param isCut whether the last character may be half one: it is left out
 */
function decode(bytes: Uint8Array, isCut: boolean): string {
  for (const encoding of markedEncoding(bytes) ?? ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
    } catch {
      // A decoder is the only test for its encoding.
    }
  }
  return new TextDecoder().decode(bytes);
}

function markedEncoding([first, second]: Uint8Array): string[] | null {
  if (first === 0xff && second === 0xfe) return ['utf-16le'];
  if (first === 0xfe && second === 0xff) return ['utf-16be'];
  return null;
}
