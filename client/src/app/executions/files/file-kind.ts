import type { ExecutionFileDto, FileKind } from '../../api';

const ICONS: Record<FileKind, string> = {
  text: 'description',
  csv: 'table_chart',
  json: 'data_object',
  markdown: 'article',
  html: 'web',
  image: 'image',
  pdf: 'picture_as_pdf',
  binary: 'insert_drive_file',
};

/** Material icon of a kind of file. */
export function iconOf(kind: FileKind): string {
  return ICONS[kind];
}

/** Address of a file of an execution; each part of its path may hold any character. */
export function fileUrl(executionId: number, file: ExecutionFileDto): string {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return `/api/executions/${executionId}/files/${path}`;
}

/** Address that the browser saves rather than shows. */
export function downloadUrl(executionId: number, file: ExecutionFileDto): string {
  return `${fileUrl(executionId, file)}?download=true`;
}
