// Groups the records of a JSON file and adds up a number in each group.
// Parameters arrive as environment variables, uploaded files lie in the working directory.

import { readdir, readFile, writeFile } from 'node:fs/promises';

const RESULT_FILE = 'result.json';

const SAMPLE = [
  { category: 'books', title: 'Atlas', amount: 24.5 },
  { category: 'games', title: 'Chess', amount: 19 },
  { category: 'books', title: 'Poems', amount: 8.25 },
  { category: 'music', title: 'Suites', amount: 12 },
];

/** What is wrong with the input, in words for whoever started the run. */
class InputError extends Error {}

/** The records of the named file, else of the first JSON file, else of the sample. */
async function readRecords(name) {
  const names = (await readdir('.')).filter((file) => file.endsWith('.json')).sort();
  if (name && !names.includes(name)) {
    throw new InputError(`There is no file ${name}. JSON files of this run: ${names.join(', ') || 'none'}.`);
  }
  const chosen = name || names[0];
  if (!chosen) {
    console.log('No JSON file was uploaded, so this run uses a small sample of its own.');
    return SAMPLE;
  }
  console.log(`Reading ${chosen}`);
  return parseRecords(chosen, await readFile(chosen, 'utf8'));
}

function parseRecords(name, text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${name} is not JSON: ${error.message}`);
  }
  const isRecord = (item) => typeof item === 'object' && item !== null && !Array.isArray(item);
  if (!Array.isArray(value) || !value.every(isRecord)) {
    throw new InputError(`${name} must hold a list of objects.`);
  }
  return value;
}

/** One entry for each value of `groupBy`, the largest sum first; records without a number count as 0. */
function summarize(records, groupBy, sum) {
  const groups = new Map();
  for (const record of records) {
    const key = String(record[groupBy] ?? '(none)');
    const group = groups.get(key) ?? { [groupBy]: key, count: 0, [`${sum}_sum`]: 0 };
    group.count += 1;
    group[`${sum}_sum`] += Number(record[sum]) || 0;
    groups.set(key, group);
  }
  return [...groups.values()].sort((one, other) => other[`${sum}_sum`] - one[`${sum}_sum`]);
}

try {
  const { INPUT_FILE = '', GROUP_BY = 'category', SUM = 'amount' } = process.env;
  const records = await readRecords(INPUT_FILE.trim());
  const groups = summarize(records, GROUP_BY, SUM);
  await writeFile(RESULT_FILE, `${JSON.stringify(groups, null, 2)}\n`);
  console.table(groups);
  console.log(`Wrote ${groups.length} groups of ${records.length} records to ${RESULT_FILE}.`);
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
