import { transformFileSync } from '@swc/core';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts the engine, translated, and a program that uses it into a folder: for what needs a server in a process of its own,
 * because only a process can be killed, or be another user.
 * @param program an ES module beside the engine's
 * @returns absolute path of the program
 */
export function compileEngine(folder: string, program: string): string {
  translate(import.meta.dirname, folder);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  cpSync(join(import.meta.dirname, 'launch'), join(folder, 'launch'), { recursive: true });
  const file = join(folder, 'server.mjs');
  writeFileSync(file, program);
  return file;
}

function translate(source: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const path = join(source, entry.name);
    if (entry.isDirectory()) translate(path, join(target, entry.name));
    if (!/^[^.]+(\.types)?\.ts$/.test(entry.name)) continue;
    const { code } = transformFileSync(path, {
      module: { type: 'es6' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      swcrc: false,
    });
    writeFileSync(join(target, entry.name.replace(/\.ts$/, '.js')), code);
  }
}
