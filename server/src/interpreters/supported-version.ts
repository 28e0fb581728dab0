import type { ScriptLanguage } from '../runner/run.types.js';

/** How people call the languages' interpreters. */
export const PRODUCTS: Readonly<Record<ScriptLanguage, string>> = {
  python: 'Python',
  javascript: 'Node.js',
};

/** The oldest versions that scripts are run with, as major and minor. */
const OLDEST: Readonly<Record<ScriptLanguage, readonly [number, number]>> = {
  python: [3, 8],
  javascript: [18, 0],
};

/** Whether scripts can be run with it. @param version as it calls itself: `3.11.7` */
export function isSupported(language: ScriptLanguage, version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => parseInt(part, 10));
  const [oldestMajor, oldestMinor] = OLDEST[language];
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** The rule in words. */
export const SUPPORTED_VERSIONS = 'Python 3.8 or Node.js 18';
