import type { FileHandle } from 'node:fs/promises';
import { HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { FileKind } from '../dto/execution-file.dto.js';
import { byteRange } from './byte-range.js';
import { fileKind, previewPolicy, previewType } from './file-type.js';
import { sendExactly } from './send-exactly.js';

/** Bytes read at once: larger than Node's default, since a download has nothing to wait for. */
const READ_BYTES = 256 * 1024;

/** Sends a file, or the one range of it that was asked for (RFC 9110), unless the reader has it already. */
export async function sendFile(
  file: FileHandle,
  name: string,
  isDownload: boolean,
  request: Request,
  response: Response,
): Promise<void> {
  const facts = await file.stat({ bigint: true });
  const size = Number(facts.size);
  const etag = `"${facts.size.toString(36)}-${facts.mtimeNs.toString(36)}"`;
  const range = wantedRange(size, etag, request, response);
  response.set({ ETag: etag, 'Last-Modified': facts.mtime.toUTCString() });
  setHeaders(name, isDownload, response);
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (range) {
    response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  await sendExactly(bytesOf(file, start, end), end + 1 - start, request, response);
}

function setHeaders(name: string, isDownload: boolean, response: Response): void {
  const isShown = !isDownload && fileKind(name) !== FileKind.Binary;
  response.set({
    'Content-Type': isShown ? previewType(name) : 'application/octet-stream',
    'Content-Disposition': contentDisposition(isShown ? 'inline' : 'attachment', name),
    'Content-Security-Policy': previewPolicy(name),
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    // compressing would hide the length and the ranges
    'Cache-Control': 'private, no-cache, no-transform',
  });
}

/** The name in UTF-8 (RFC 5987), and without what is not ASCII for clients that do not know that. */
function contentDisposition(type: 'attachment' | 'inline', name: string): string {
  const ascii = name.replace(/[^ !#-[\]-~]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${type}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** @returns undefined for the whole file */
function wantedRange(size: number, etag: string, request: Request, response: Response) {
  const ifRange = request.get('If-Range');
  const isSame = ifRange === undefined || ifRange === etag;
  const range = isSame ? byteRange(request.get('Range') ?? '', size) : undefined;
  if (range === null) {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw new HttpException(`The file has only ${size} bytes.`, 416);
  }
  return range;
}

async function* bytesOf(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  if (end < start) return;
  const options = { start, end, highWaterMark: READ_BYTES, autoClose: false };
  yield* file.createReadStream(options) as AsyncIterable<Buffer>;
}
