/** Longest name of a script, in characters. */
const nameLength = 100;

/**
 * What the copy of a script is called: `backup copy`, `backup copy 2`; shortened to fit.
 * @param ending what makes it a copy, in the reader's language
 * @param count from 1; counts the names that were tried
 */
export function copyName(name: string, ending: string, count: number): string {
  const suffix = count === 1 ? ` ${ending}` : ` ${ending} ${count}`;
  // by characters: half of one is refused
  const stem = [...name].slice(0, nameLength - suffix.length).join('');
  return `${stem.trimEnd()}${suffix}`;
}
