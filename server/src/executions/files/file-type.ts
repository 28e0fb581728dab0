import { extname } from 'node:path';
import { FileKind } from '../dto/execution-file.dto.js';

const TEXT =
  'txt text log out err py js mjs cjs ts jsx tsx sh bash sql xml html htm css scss yaml yml toml ini cfg conf env diff patch ' +
  'rst tex java c h cpp hpp go rs rb php pl lua r ndjson jsonl srt vtt';

const KINDS: Readonly<Record<Exclude<FileKind, FileKind.Binary>, string>> = {
  [FileKind.Text]: TEXT,
  [FileKind.Csv]: 'csv tsv',
  [FileKind.Json]: 'json geojson webmanifest',
  [FileKind.Markdown]: 'md markdown',
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

/** The type a file is shown with: nothing that a browser would run as a page of ours. */
export function previewType(name: string): string {
  switch (fileKind(name)) {
    case FileKind.Text:
    case FileKind.Csv:
    case FileKind.Markdown:
      return PLAIN_TEXT;
    case FileKind.Json:
      return 'application/json; charset=utf-8';
    case FileKind.Image:
      return IMAGE_TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
    case FileKind.Pdf:
      return 'application/pdf';
    case FileKind.Binary:
      return 'application/octet-stream';
  }
}
