import type { Script } from '../script.entity.js';

/** A line of code that contains what was searched. */
export interface CodeHit {
  /** From 1. */
  line: number;
  text: string;
}

/** Where a script contains what was searched. */
export interface TextMatch {
  fields: MatchedField[];
  code: CodeHit | null;
}

export type MatchedField = 'name' | 'description' | 'tags' | 'code';

/** A line is cut to about this many characters around the text that was found. */
const LINE_LENGTH = 160;

/** Where a script contains a text, whatever its case. */
export function textMatch(script: Script, text: string): TextMatch {
  const wanted = text.toLowerCase();
  const contains = (value: string) => value.toLowerCase().includes(wanted);
  const code = firstLine(script.code, wanted);
  const found: Record<MatchedField, boolean> = {
    name: contains(script.name),
    description: contains(script.description),
    tags: script.tags.some(contains),
    code: code !== null,
  };
  const fields = (Object.keys(found) as MatchedField[]).filter((field) => found[field]);
  return { fields, code };
}

function firstLine(code: string, wanted: string): CodeHit | null {
  const lines = code.split('\n');
  const index = lines.findIndex((line) => line.toLowerCase().includes(wanted));
  const line = lines[index];
  return line === undefined ? null : { line: index + 1, text: around(line, wanted) };
}

function around(line: string, wanted: string): string {
  const text = line.trim();
  const at = text.toLowerCase().indexOf(wanted);
  const start = text.length > LINE_LENGTH ? Math.max(0, at - LINE_LENGTH / 4) : 0;
  const part = text.slice(start, start + LINE_LENGTH);
  return `${start > 0 ? '…' : ''}${part}${start + LINE_LENGTH < text.length ? '…' : ''}`;
}
