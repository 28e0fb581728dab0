import { ApiProperty } from '@nestjs/swagger';

/** How a file can be shown. */
export enum FileKind {
  Text = 'text',
  Csv = 'csv',
  Json = 'json',
  Markdown = 'markdown',
  Html = 'html',
  Image = 'image',
  Pdf = 'pdf',
  Binary = 'binary',
}

/** A file in the working directory of an execution. */
export class ExecutionFileDto {
  /**
   * Relative, with `/`. A byte of a name that is not UTF-8 is written `\xHH` with capital digits, as in `caf\xE9.txt`; where
   * a name itself holds such a text, `\x5C` stands for the backslash of it. Requests for the file take the same path.
   */
  path: string;
  /** Last part of `path`. */
  name: string;
  /** In bytes. */
  size: number;
  modified_at: Date;
  @ApiProperty({ enum: FileKind, enumName: 'FileKind' })
  kind: FileKind;
  /** Whether it was uploaded for the execution, rather than written by it. */
  is_upload: boolean;
}

export class ExecutionFilesDto {
  items: ExecutionFileDto[];
  /** Files found; the list stops at 1 000. */
  total: number;
  /** Of all files in `items`. */
  total_bytes: number;
  /** Whether there are more files than listed. */
  is_truncated: boolean;
}
