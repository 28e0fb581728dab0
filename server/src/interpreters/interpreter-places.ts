import { readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ScriptLanguage } from '../runner/run.types.js';
import { isSupported, PRODUCTS } from './supported-version.js';

/** Where interpreters are looked for. */
export interface InterpreterPlaces {
  /** Folders of programs, e.g. `/usr/bin`. */
  readonly systemFolders: readonly string[];
  /** pyenv keeps `versions/<name>/bin/python3` in it. */
  readonly pyenvRoot: string;
  /** nvm keeps `versions/node/<name>/bin/node` in it. */
  readonly nvmDirectory: string;
}

/** A file that is probably an interpreter. */
export interface Candidate {
  readonly language: ScriptLanguage;
  /** The real file behind all links. */
  readonly path: string;
  /** What people would call it: `Python 3.11.7 (pyenv)`. */
  readonly name: string;
}

/**
 * The installations in these places, each once however many links lead to it. Virtual environments are links to the
 * installation they were made from, so they are not among them.
 */
export async function candidatesIn(places: InterpreterPlaces): Promise<Candidate[]> {
  const found = await Promise.all([
    ...places.systemFolders.map(systemCandidates),
    managed('python', join(places.pyenvRoot, 'versions'), 'bin/python3', 'pyenv'),
    managed('javascript', join(places.nvmDirectory, 'versions/node'), 'bin/node', 'nvm'),
  ]);
  const byPath = new Map<string, Candidate>();
  for (const candidate of found.flat()) {
    if (!byPath.has(candidate.path)) byPath.set(candidate.path, candidate);
  }
  return [...byPath.values()];
}

async function systemCandidates(folder: string): Promise<Candidate[]> {
  const names = await namesIn(folder);
  const programs = names.filter((name) => /^(python3(\.\d+)?|node(js)?)$/.test(name));
  const found = programs.map(async (program): Promise<Candidate | null> => {
    const path = await realPathOf(join(folder, program));
    if (!path) return null;
    // The file's name has the minor version, which an update of the system does not change.
    const minor = /^python(3\.\d+)$/.exec(basename(path))?.[1];
    const language = program.startsWith('python') ? 'python' : 'javascript';
    return { language, path, name: `${[PRODUCTS[language], minor].join(' ').trim()} (system)` };
  });
  return (await Promise.all(found)).filter((candidate) => candidate !== null);
}

async function managed(
  language: ScriptLanguage,
  folder: string,
  program: string,
  manager: string,
): Promise<Candidate[]> {
  const versions = (await namesIn(folder)).map((name) => ({
    name,
    version: name.replace(/^v/, ''),
  }));
  const found = versions
    .filter(({ version }) => !/^\d+\.\d+/.test(version) || isSupported(language, version))
    .map(async ({ name, version }): Promise<Candidate | null> => {
      const path = await realPathOf(join(folder, name, program));
      return path
        ? { language, path, name: `${PRODUCTS[language]} ${version} (${manager})` }
        : null;
    });
  return (await Promise.all(found)).filter((candidate) => candidate !== null);
}

/** In ascending order of their versions. */
async function namesIn(folder: string): Promise<string[]> {
  // No such folder: that version manager is not in use here.
  const names = await readdir(folder).catch(() => []);
  return names.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

/** @returns null for a link to nowhere */
const realPathOf = (path: string): Promise<string | null> => realpath(path).catch(() => null);
