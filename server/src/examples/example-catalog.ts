import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { CreateScriptDto } from '../scripts/dto/create-script.dto.js';
import { ScriptType } from '../scripts/script-type.js';

/** The examples in the order in which they are shown; each is a folder beside this file. */
export const EXAMPLE_KEYS = ['csv-report', 'http-check', 'progress-bar', 'json-transform'] as const;

/** Category of the scripts that examples become. */
const CATEGORY = 'Examples';

const CODE_FILES: Readonly<Record<ScriptType, string>> = {
  [ScriptType.Python]: 'script.py',
  [ScriptType.JavaScript]: 'script.js',
};

/** An example and the script that it becomes. */
export interface Example {
  key: string;
  script: CreateScriptDto;
}

/** Reads every example: `example.json` for its facts, `script.py` or `script.js` for its code. */
export function readExamples(): Promise<Example[]> {
  return Promise.all(EXAMPLE_KEYS.map(readExample));
}

async function readExample(key: string): Promise<Example> {
  const folder = join(import.meta.dirname, key);
  const facts: unknown = JSON.parse(await readFile(join(folder, 'example.json'), 'utf8'));
  const script = plainToInstance(CreateScriptDto, facts as object);
  const code = await readFile(join(folder, CODE_FILES[script.type]), 'utf8');
  return { key, script: Object.assign(script, { code, category: CATEGORY }) };
}
