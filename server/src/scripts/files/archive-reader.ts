import { strFromU8, Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { ImportRefusedError, TransferTooLargeError } from './script-files.errors.js';
import { problem } from '../../shared/problems/problem.js';

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
    throw new ImportRefusedError(problem('ARCHIVE_DAMAGED', { name }));
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
      throw new ImportRefusedError(problem('NOT_AN_ARCHIVE', { name: this.name }));
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
      const { entries: most } = this.limits;
      throw new TransferTooLargeError(problem('ARCHIVE_OF_TOO_MANY', { name: this.name, most }));
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
      const kib = this.limits.fileBytes / 1024;
      throw new TransferTooLargeError(problem('ARCHIVE_FILE_TOO_LARGE', { path, kib }));
    }
    if (this.totalBytes > this.limits.totalBytes) {
      const mib = this.limits.totalBytes / 1024 / 1024;
      throw new TransferTooLargeError(problem('ARCHIVE_TOO_LARGE', { name: this.name, mib }));
    }
  }
}

/** Nothing is ever written by these names, but one that climbs is a sign of an archive made to do harm. */
function assertSafe(path: string): void {
  const isUnsafe =
    /[\\\p{Cc}]|^\/|^[A-Za-z]:/u.test(path) || path.split('/').includes('..') || path.length > 500;
  if (isUnsafe) {
    throw new ImportRefusedError(
      problem('ARCHIVE_UNSAFE', { path: JSON.stringify(path.slice(0, 100)) }),
    );
  }
}

/** What systems add by themselves. */
const isOfNoInterest = (path: string): boolean =>
  path.split('/').some((name) => name === '__MACOSX' || name.startsWith('.'));
