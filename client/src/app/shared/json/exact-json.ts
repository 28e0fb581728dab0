/**
 * JSON as it was written. `JSON.parse` has no number for 1234567890123456789 and none that tells 1.0 from 1, so that what
 * is shown is made of the text itself.
 */

/** Texts, marks, and the words between them: numbers, `true`, `false` and `null`. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** Deeper levels are indented like this one: what is nested without end would fill the memory with spaces. */
const deepestIndent = 50;

/** Columns of a table that can still be read. */
const columnLimit = 100;

const isOpening = (token: string | undefined) => token === '{' || token === '[';
const isClosing = (token: string) => token === '}' || token === ']';

/** @throws SyntaxError when the text is not JSON */
function tokensOf(json: string): string[] {
  JSON.parse(json);
  return json.match(TOKENS) ?? [];
}

/** Indents by two spaces, as `JSON.stringify` does. @throws SyntaxError when the text is not JSON */
export function indentJson(json: string): string {
  const tokens = tokensOf(json);
  let depth = 0;
  const line = () => `\n${'  '.repeat(Math.min(depth, deepestIndent))}`;
  return tokens
    .map((token, index) => {
      const before = tokens[index - 1];
      if (isClosing(token)) {
        depth--;
        return isOpening(before) ? token : line() + token;
      }
      const start = isOpening(before) || before === ',' ? line() : '';
      if (isOpening(token)) depth++;
      return start + (token === ':' ? ': ' : token);
    })
    .join('');
}

/**
 * The JSON of one member of an object, without white space; empty when there is none.
 * @throws SyntaxError when the text is not JSON
 */
export function memberOf(json: string, name: string): string {
  const tokens = tokensOf(json);
  const key = JSON.stringify(name);
  let depth = 0;
  let start: number | null = null;
  for (const [index, token] of tokens.entries()) {
    if (isClosing(token)) depth--;
    const isEnd = depth === 0 || (depth === 1 && token === ',');
    if (start !== null && isEnd) return tokens.slice(start, index).join('');
    if (depth === 1 && token === ':' && tokens[index - 1] === key) start = index + 1;
    if (isOpening(token)) depth++;
  }
  return '';
}

/**
 * The cells of an array of flat objects, the first row is the head.
 * @returns null for JSON that makes no table
 * @throws SyntaxError when the text is not JSON
 */
export function tableOf(json: string): string[][] | null {
  const exact = tokensOf(json).map((token) => (/^[-\d]/.test(token) ? `"${token}"` : token));
  const rows: unknown = JSON.parse(exact.join(''));
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isFlat)) return null;
  const head = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (head.length === 0 || head.length > columnLimit) return null;
  return [head, ...rows.map((row) => head.map((key) => cellOf(row, key)))];
}

type FlatObject = Record<string, string | boolean | null>;

const isFlat = (row: unknown): row is FlatObject =>
  typeof row === 'object' &&
  row !== null &&
  !Array.isArray(row) &&
  Object.values(row).every((value) => typeof value !== 'object' || value === null);

const cellOf = (row: FlatObject, key: string) =>
  Object.hasOwn(row, key) ? String(row[key] ?? '') : '';
