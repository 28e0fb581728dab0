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
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  while (bytes < limitBytes) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), isTruncated: false };
    bytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return { text, isTruncated: true };
}
