import { isUtf8 } from 'node:buffer';

/** Longest character in UTF-8, in bytes. */
const CHARACTER_BYTES = 4;

/** What stands for a byte: the backslash itself, or one that no character of ASCII begins with. */
const ESCAPE = /\\x(5C|[89A-F][0-9A-F])/;

/** A backslash in a name that would be read as the beginning of an escape. */
const AMBIGUOUS = /\\(?=x(?:5C|[89A-F][0-9A-F]))/g;

/**
 * The name of a file as text. Linux takes any bytes for a name: each that belongs to no character in UTF-8 becomes `\xHH`,
 * with capital digits. Only a name that holds such a text itself has the backslash of it written as `\x5C`, so every name
 * has a text of its own, and nearly all names are their own text.
 */
export function nameText(name: Buffer): string {
  const plain = Buffer.from(name.toString('latin1').replace(AMBIGUOUS, '\\x5C'), 'latin1');
  if (isUtf8(plain)) return plain.toString();
  let text = '';
  for (let at = 0; at < plain.length;) {
    const character = characterAt(plain, at);
    text += character?.toString() ?? `\\x${plain.toString('hex', at, at + 1).toUpperCase()}`;
    at += character?.length ?? 1;
  }
  return text;
}

/** The name that `nameText` has made a text of. Adds no `/`, `.` or NUL that the text does not show. */
export function nameBytes(text: string): Buffer {
  const parts = text.split(ESCAPE);
  // every other part is what the group of the expression has found
  return Buffer.concat(parts.map((part, index) => Buffer.from(part, index % 2 ? 'hex' : 'utf8')));
}

function characterAt(bytes: Buffer, at: number): Buffer | undefined {
  for (let length = 1; length <= CHARACTER_BYTES; length++) {
    const character = bytes.subarray(at, at + length);
    if (isUtf8(character)) return character;
  }
  return undefined;
}
