/**
 * Writes client/generated/icons.woff2: of the icon font's 2 000 icons those that the console names. A name is any word of
 * its sources that is one of an icon, so that names which are put together in code are found, too; texts are left out.
 * @see https://fonts.google.com/icons for the names
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';

const SOURCES = 'client/src/app';
const FONT = 'client/generated/icons.woff2';
const NO_ICONS_IN = /(^|\/)(api|i18n)\/|\.spec\.ts$/;

const { resolve } = createRequire(import.meta.url);
const list = readFileSync(resolve('material-icons/css/_codepoints.scss'), 'utf8');
const icons = [...list.matchAll(/^ {2}"(\w+)": ([0-9a-f]+),$/gm)].map(([, name, code]) => ({
  name,
  character: String.fromCodePoint(parseInt(code, 16)),
}));
if (icons.length < 1_000) throw new Error('The list of icons is not written as it was.');

const files = readdirSync(SOURCES, { recursive: true }).filter(
  (file) => /\.(html|ts)$/.test(file) && !NO_ICONS_IN.test(file),
);
const words = new Set(
  files.flatMap((file) => readFileSync(join(SOURCES, file), 'utf8').match(/\w+/g) ?? []),
);
// What an icon is written with, and the icons; not every other one that could be written so.
const characters = [
  ...'abcdefghijklmnopqrstuvwxyz0123456789_',
  ...icons.filter(({ name }) => words.has(name)).map(({ character }) => character),
];
const font = await subsetFont(
  readFileSync(resolve('material-icons/iconfont/material-icons-outlined.woff2')),
  characters.join(''),
  { targetFormat: 'woff2', noLayoutClosure: true },
);
mkdirSync(dirname(FONT), { recursive: true });
writeFileSync(FONT, font);
