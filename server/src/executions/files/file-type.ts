import { extname } from 'node:path';
import { FileKind } from '../dto/execution-file.dto.js';

const TEXT =
  'txt text log out err py js mjs cjs ts jsx tsx sh bash sql xml css scss yaml yml toml ini cfg conf env diff patch ' +
  'rst tex java c h cpp hpp go rs rb php pl lua r ndjson jsonl srt vtt';

const KINDS: Readonly<Record<Exclude<FileKind, FileKind.Binary>, string>> = {
  [FileKind.Text]: TEXT,
  [FileKind.Csv]: 'csv tsv',
  [FileKind.Json]: 'json geojson webmanifest',
  [FileKind.Markdown]: 'md markdown',
  [FileKind.Html]: 'html htm',
  [FileKind.Image]: 'png jpg jpeg gif webp svg',
  [FileKind.Pdf]: 'pdf',
};

const KIND_BY_EXTENSION = new Map(
  Object.entries(KINDS).flatMap(([kind, extensions]) =>
    extensions.split(' ').map((extension) => [`.${extension}`, kind as FileKind]),
  ),
);

const PLAIN_TEXT = 'text/plain; charset=utf-8';

const IMAGE_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

/** How a file can be shown, by its extension. */
export function fileKind(name: string): FileKind {
  return KIND_BY_EXTENSION.get(extname(name).toLowerCase()) ?? FileKind.Binary;
}

/** The type a file is shown with; what a browser may do with it, `previewPolicy` says. */
export function previewType(name: string): string {
  switch (fileKind(name)) {
    case FileKind.Text:
    case FileKind.Csv:
    case FileKind.Markdown:
      return PLAIN_TEXT;
    case FileKind.Json:
      return 'application/json; charset=utf-8';
    case FileKind.Html:
      return 'text/html; charset=utf-8';
    case FileKind.Image:
      return IMAGE_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
    case FileKind.Pdf:
      return 'application/pdf';
    case FileKind.Binary:
      return 'application/octet-stream';
  }
}

/**
 * What a script wrote must not act in the name of the console: no script, no form, nothing from elsewhere, an origin of
 * its own, so that it cannot read the API. Inline styles are what pages and SVG pictures are drawn with.
 */
const SANDBOX =
  "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/**
 * The browsers' own viewers of PDF files are plug-ins, which a sandbox forbids. With `nosniff` nothing else takes the
 * file, and what a PDF file can run, its viewer keeps from the page.
 */
const PDF_VIEWER =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** The Content-Security-Policy a file is sent with. */
export function previewPolicy(name: string): string {
  return fileKind(name) === FileKind.Pdf ? PDF_VIEWER : SANDBOX;
}
