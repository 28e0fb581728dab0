import { open, type FileHandle } from 'node:fs/promises';
import { utf8Boundary } from '../../runner/utf8-boundary.js';

/** Largest part of a log that is handed out at once, in bytes. */
export const LOG_PART_BYTES = 64 * 1024;

/** Whole characters of one log. Offsets count bytes of the log file. */
export interface LogPart {
  readonly offset: number;
  /** One past the last byte. */
  readonly end: number;
  readonly bytes: Buffer;
}

/** Reads one log forwards. Many small parts cost one read: what was read ahead is kept. */
export class LogFile {
  #file: FileHandle | null = null;
  #block = Buffer.alloc(0);
  #blockStart = 0;

  /**
   * @param path a log that does not exist reads as empty
   * @param position first byte to read
   * @param upTo one past the last byte to read; what of a character lies before it counts as whole
   */
  constructor(
    private readonly path: string,
    private position: number,
    private readonly upTo: number,
  ) {}

  /** When something was last written, in milliseconds since the epoch; 0 unless something was read. */
  async modifiedAtMs(): Promise<number> {
    return Math.floor((await this.#file?.stat())?.mtimeMs ?? 0);
  }

  /**
   * The next whole characters before `target`, at most 64 KiB.
   * @returns null when there are none: a character that reaches beyond `target` comes with what follows it
   */
  async next(target: number): Promise<LogPart | null> {
    const wanted = Math.min(target, this.upTo, this.position + LOG_PART_BYTES);
    if (wanted <= this.position) return null;
    if (this.#blockStart + this.#block.length < wanted) await this.#readBlock();
    const part = this.#block.subarray(this.position - this.#blockStart, wanted - this.#blockStart);
    const isLast = this.position + part.length === this.upTo;
    const bytes = isLast ? part : part.subarray(0, utf8Boundary(part));
    if (bytes.length === 0) return null;
    const offset = this.position;
    this.position += bytes.length;
    return { offset, end: this.position, bytes };
  }

  /** All that is left, closed at its end or when its reader stops. */
  async *remaining(): AsyncGenerator<Buffer> {
    try {
      let part: LogPart | null;
      while ((part = await this.next(this.upTo))) yield part.bytes;
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  /** Takes a new block each time: parts of the one before may still be on their way out. */
  async #readBlock(): Promise<void> {
    this.#file ??= await openIfExists(this.path);
    const block = Buffer.allocUnsafe(LOG_PART_BYTES);
    const result = await this.#file?.read(block, 0, block.length, this.position);
    this.#blockStart = this.position;
    this.#block = block.subarray(0, result?.bytesRead ?? 0);
  }
}

/** @returns null when there is no such file, as before a run has started. */
export async function openIfExists(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    // ENOENT: a run that waits has no control folder; asking first would not save the answer from being outdated
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
