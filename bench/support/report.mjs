import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { PYTHON_EXECUTABLE } from './bare.mjs';
import { verdict } from './row.mjs';

/** @typedef {import('./row.mjs').Row & { benchmark: string }} NamedRow */

const BEGIN = '<!-- table: begin -->';
const END = '<!-- table: end -->';

/** What the numbers depend on. */
export function machine() {
  const python = execFileSync(PYTHON_EXECUTABLE, ['--version'], { encoding: 'utf8' }).trim();
  const load = (loadavg()[0] ?? NaN).toFixed(1);
  return `${availableParallelism()} cores, Node ${process.versions.node}, ${python}, load before the run ${load}`;
}

/** Three digits are what these measurements are good for. @param {number} value */
const digits = (value) =>
  Math.abs(value) < 100 ? value.toPrecision(3) : String(Math.round(value));

/** @param {NamedRow} row */
function cells(row) {
  const { benchmark, what, value, unit, atMost, atLeast, note = '' } = row;
  const bound = atMost !== undefined ? `≤ ${atMost}` : atLeast !== undefined ? `≥ ${atLeast}` : '';
  const measured = value === null ? '–' : `${digits(value)} ${unit}`;
  return [benchmark, what, measured, bound, verdict(row), note];
}

const HEADINGS = ['benchmark', 'what', 'measured', 'bound', '', 'note'];

/** @param {NamedRow[]} rows */
export function markdownTable(rows) {
  const line = (/** @type {string[]} */ texts) => `| ${texts.join(' | ')} |`;
  return [
    line(HEADINGS),
    line(HEADINGS.map(() => '---')),
    ...rows.map((row) => line(cells(row))),
  ].join('\n');
}

/** @param {NamedRow[]} rows */
export function textTable(rows) {
  const table = [HEADINGS, ...rows.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  return table
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/**
 * Replaces what stands between the two markers of a document.
 * @param {string} file
 * @param {string} text
 * @throws {Error} when the document has no such place
 */
export async function writeBetweenMarkers(file, text) {
  const document = await readFile(file, 'utf8');
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${file} lacks ${BEGIN} and ${END}.`);
  const before = document.slice(0, begin + BEGIN.length);
  const written = `${before}\n\n${text}\n\n${document.slice(end)}`;
  await writeFile(file, await format(written, { ...(await resolveConfig(file)), filepath: file }));
}
