/** A package as it was installed. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Of the archives it may come from, e.g. `sha256:…` or npm's `sha512-…`; empty when the index gave none. */
  readonly hashes: readonly string[];
}

export const byName = (one: LockedPackage, other: LockedPackage): number =>
  one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version, 'en');
