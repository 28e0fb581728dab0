import type { LockedPackageDto } from '../../api';

/** A value, or the version of a package, that two runs do not share; null on the side that has none. */
export interface Difference {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What was compared by name. */
export interface Differences {
  /** By name. */
  readonly changed: readonly Difference[];
  /** How many names have the same on both sides. */
  readonly unchanged: number;
}

/** The values that differ between two sets of parameters. */
export function valueDifferences(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Differences {
  return differences(textsOf(before), textsOf(after));
}

/** The packages that are not in both in the same version; one that npm installed several times has all its versions. */
export function packageDifferences(
  before: readonly LockedPackageDto[],
  after: readonly LockedPackageDto[],
): Differences {
  return differences(versionsOf(before), versionsOf(after));
}

function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Differences {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changed = names
    .map((name) => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
    .filter((difference) => difference.before !== difference.after);
  return { changed, unchanged: names.length - changed.length };
}

/** Texts as they are and all else as JSON: as a script gets them. */
function textsOf(values: Record<string, unknown>): Map<string, string> {
  return new Map(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

function versionsOf(packages: readonly LockedPackageDto[]): Map<string, string> {
  const versions = new Map<string, string[]>();
  for (const { name, version } of packages)
    versions.set(name, [...(versions.get(name) ?? []), version]);
  return new Map([...versions].map(([name, several]) => [name, several.sort().join(', ')]));
}
