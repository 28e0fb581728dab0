import { byName, type LockedPackage } from './locked-package.js';

interface PipReport {
  install: {
    metadata: { name: string; version: string };
    download_info?: { archive_info?: { hash?: string; hashes?: Record<string, string> } };
  }[];
}

/** What pip installed (`pip install --report`, version 1 of its format). */
export function readPipReport(text: string): LockedPackage[] {
  const { install } = JSON.parse(text) as PipReport;
  return install
    .map(({ metadata, download_info: source }) => {
      const hashes = Object.entries(source?.archive_info?.hashes ?? {});
      const older = source?.archive_info?.hash?.replace('=', ':');
      return {
        name: metadata.name,
        version: metadata.version,
        hashes: hashes.length
          ? hashes.map(([kind, hash]) => `${kind}:${hash}`)
          : older
            ? [older]
            : [],
      };
    })
    .sort(byName);
}

const ENTRY = /^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)/;

/** A list of requirements with the hashes of their archives, as `uv pip compile --generate-hashes` writes it. */
export function readHashedRequirements(text: string): LockedPackage[] {
  const entries = text.replace(/\\\n/g, ' ').split('\n');
  return entries
    .flatMap((entry) => {
      const [, name, version] = ENTRY.exec(entry) ?? [];
      if (name === undefined || version === undefined) return [];
      const hashes = [...entry.matchAll(/--hash=(\S+)/g)].map(([, hash = '']) => hash);
      return [{ name, version, hashes }];
    })
    .sort(byName);
}
