import { strFromU8, Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { ImportRefusedError, TransferTooLargeError } from './script-files.errors.js';

/** A file of an upload, by the path it has in it. */
export interface IncomingFile {
  path: string;
  content: Uint8Array;
}

export interface ArchiveLimits {
  /** Entries of one archive, folders too. */
  entries: number;
  /** Unpacked bytes of one file. */
  fileBytes: number;
  /** Unpacked bytes of all files. */
  totalBytes: number;
}

/** Compressed bytes unpacked at a time: DEFLATE makes at most about 1 000 times as many of them. */
const SLICE_BYTES = 16 * 1024;

/**
 * The files of a zip. It is unpacked in slices and given up at the first limit, whatever sizes it declares.
 * @throws ImportRefusedError for what is no zip, and for names that lead out of it
 * @throws TransferTooLargeError
 */
export function readArchive(
  name: string,
  bytes: Uint8Array,
  limits: ArchiveLimits,
): IncomingFile[] {
  const reader = new ArchiveReader(name, limits);
  try {
    return reader.read(bytes);
  } catch (error) {
    if (error instanceof ImportRefusedError || error instanceof TransferTooLargeError) throw error;
    // anything else comes from the unpacking: the archive is damaged, or uses what is not supported
    throw new ImportRefusedError(`"${name}" cannot be unpacked. Is it a zip file, and whole?`);
  }
}

class ArchiveReader {
  private readonly files: IncomingFile[] = [];
  private entries = 0;
  private totalBytes = 0;

  constructor(
    private readonly name: string,
    private readonly limits: ArchiveLimits,
  ) {}

  read(bytes: Uint8Array): IncomingFile[] {
    if (strFromU8(bytes.subarray(0, 2), true) !== 'PK') {
      throw new ImportRefusedError(`"${this.name}" is not a zip file.`);
    }
    const unzip = new Unzip((file) => this.accept(file));
    unzip.register(UnzipInflate);
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      const end = at + SLICE_BYTES;
      unzip.push(bytes.subarray(at, end), end >= bytes.length);
    }
    return this.files;
  }

  private accept(file: UnzipFile): void {
    this.entries += 1;
    if (this.entries > this.limits.entries) {
      throw new TransferTooLargeError(
        `"${this.name}" has more than ${this.limits.entries} entries. Import fewer at once.`,
      );
    }
    assertSafe(file.name);
    if (file.name.endsWith('/') || isOfNoInterest(file.name)) return;
    const chunks: Uint8Array[] = [];
    let size = 0;
    file.ondata = (error, chunk, isLast) => {
      if (error) throw error;
      size += chunk.length;
      this.totalBytes += chunk.length;
      this.assertWithin(file.name, size);
      chunks.push(chunk.slice());
      if (!isLast) return;
      this.files.push({ path: file.name, content: Buffer.concat(chunks) });
    };
    file.start();
  }

  private assertWithin(path: string, size: number): void {
    if (size > this.limits.fileBytes) {
      throw new TransferTooLargeError(
        `"${path}" is larger than ${this.limits.fileBytes / 1024} KiB unpacked. Leave it out.`,
      );
    }
    if (this.totalBytes > this.limits.totalBytes) {
      throw new TransferTooLargeError(
        `"${this.name}" is larger than ${this.limits.totalBytes / 1024 / 1024} MiB unpacked. Import fewer scripts at once.`,
      );
    }
  }
}

/** Nothing is ever written by these names, but one that climbs is a sign of an archive made to do harm. */
function assertSafe(path: string): void {
  const isUnsafe =
    /[\\\p{Cc}]|^\/|^[A-Za-z]:/u.test(path) || path.split('/').includes('..') || path.length > 500;
  if (isUnsafe) {
    throw new ImportRefusedError(
      `The archive has an unsafe file name: ${JSON.stringify(path.slice(0, 100))}. Pack it again with plain relative names.`,
    );
  }
}

/** What systems add by themselves. */
const isOfNoInterest = (path: string): boolean =>
  path.split('/').some((name) => name === '__MACOSX' || name.startsWith('.'));
