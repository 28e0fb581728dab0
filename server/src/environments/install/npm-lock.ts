import { byName, type LockedPackage } from './locked-package.js';

interface InstalledLock {
  packages: Record<string, { name?: string; version?: string; integrity?: string }>;
}

/** What npm has installed on this machine: `node_modules/.package-lock.json`, a lock without what other systems need. */
export function readInstalledLock(text: string): LockedPackage[] {
  const { packages } = JSON.parse(text) as InstalledLock;
  const found = new Map<string, LockedPackage>();
  for (const [place, { name, version = '', integrity }] of Object.entries(packages)) {
    const nameHere = name ?? place.slice(place.lastIndexOf('node_modules/') + 13);
    const hashes = integrity ? integrity.split(' ') : [];
    found.set(`${nameHere}@${version}`, { name: nameHere, version, hashes });
  }
  return [...found.values()].sort(byName);
}
