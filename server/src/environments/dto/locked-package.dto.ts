/** A package as it was installed. */
export class LockedPackageDto {
  name: string;
  version: string;
  /** Of the archives it may come from, e.g. `sha256:…` or npm's `sha512-…`; empty when the index gave none. */
  hashes: string[];

  static from({
    name,
    version,
    hashes,
  }: Readonly<Omit<LockedPackageDto, 'hashes'>> & {
    readonly hashes: readonly string[];
  }): LockedPackageDto {
    return { name, version, hashes: [...hashes] };
  }
}
