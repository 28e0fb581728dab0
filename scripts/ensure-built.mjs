/**
 * Builds the server and the console, each when one of its sources is newer than its last build; says nothing when none is.
 * With arguments only the parts named: `node scripts/ensure-built.mjs server`.
 */
import { execSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Scriptorium needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const PARTS = [
  {
    name: 'server',
    command: 'npm run build:server',
    output: 'dist/server',
    stamp: 'dist/.server-built',
    sources: [
      'server/src',
      'migrations',
      'nest-cli.json',
      'scripts/bundle-server.mjs',
      'tsconfig.server.json',
      'package-lock.json',
    ],
  },
  {
    name: 'client',
    command: 'npm run build:client',
    output: 'dist/client',
    stamp: 'dist/.client-built',
    sources: ['client', 'angular.json', 'package-lock.json'],
  },
];

/** Time of the newest file at or below a path, in milliseconds since the epoch. */
function newest(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const wanted = process.argv.slice(2);
for (const { name, command, output, stamp, sources } of PARTS) {
  if (wanted.length && !wanted.includes(name)) continue;
  const built = existsSync(output) && existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (Math.max(...sources.filter(existsSync).map(newest)) <= built) continue;
  execSync(command, { stdio: 'inherit' });
  writeFileSync(stamp, '');
}
