import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** Beyond so much only the end is remembered, in bytes: an installer may compile for hours and tell everything. */
const LIMIT_BYTES = 4 * 1024 * 1024;
/** Characters of its end that are kept in memory: what went wrong stands there. */
const TAIL_CHARACTERS = 16 * 1024;
/** A line that is longer is written in parts, in characters. */
const LINE_CHARACTERS = 8 * 1024;
/** Name and password in an address. */
const CREDENTIALS = /\b(\w{1,20}:\/\/)[^/\s@]{1,500}@/g;

/** What an installation prints, line by line into a file: whole characters, without passwords of addresses. */
export class InstallLog {
  readonly #descriptor: number;
  readonly #waiting = new Set<() => void>();
  #line = '';
  #tail = '';
  #size = 0;
  #isFull = false;
  #isClosed = false;

  /** @param path of a new file: links to the log of an earlier installation keep it */
  constructor(readonly path: string) {
    rmSync(path, { force: true });
    this.#descriptor = openSync(path, 'ax', 0o600);
  }

  /** Bytes of the file. */
  get size(): number {
    return this.#size;
  }

  /** The end of what was printed. */
  get tail(): string {
    return this.#tail;
  }

  /** Takes one stream of an installer's output. @returns what to call with its bytes, and at its end */
  source(): { write: (bytes: Buffer) => void; end: () => void } {
    const decoder = new StringDecoder('utf8');
    return {
      write: (bytes) => this.write(decoder.write(bytes)),
      end: () => this.write(decoder.end()),
    };
  }

  write(text: string): void {
    this.#line += text;
    const end = this.#line.lastIndexOf('\n') + 1;
    if (end > 0) this.#append(this.#line.slice(0, end));
    this.#line = this.#line.slice(end);
    if (this.#line.length > LINE_CHARACTERS) this.#flush();
  }

  /** Resolves when the file is larger than that, or complete. */
  beyond(bytes: number): Promise<void> {
    if (this.#isClosed || this.#size > bytes) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
    closeSync(this.#descriptor);
    this.#wake();
  }

  #flush(): void {
    if (this.#line) this.#append(this.#line);
    this.#line = '';
  }

  #append(lines: string): void {
    const shown = lines.replace(CREDENTIALS, '$1****@');
    this.#tail = (this.#tail + shown).slice(-TAIL_CHARACTERS);
    if (this.#isFull || this.#isClosed) return;
    this.#size += writeSync(this.#descriptor, shown);
    if (this.#size >= LIMIT_BYTES) {
      this.#isFull = true;
      this.#size += writeSync(this.#descriptor, '… the rest of this log was left out.\n');
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
