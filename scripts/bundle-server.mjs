/**
 * Makes one file, `dist/server/main.js`, of the compiled server and the packages it uses: Node.js reads a thousand files for
 * them otherwise, which takes a third of a start.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const COMPILED = join(import.meta.dirname, '../dist/server');

/** Packages that stay files of their own. */
const APART = [
  // files that are served
  'swagger-ui-dist',
  // NestJS loads them by itself, and what they know of our classes must be in one copy of them
  ...['class-transformer', 'class-validator', 'typeorm'],
];
/** What NestJS would use if it were installed. */
const ABSENT = ['@fastify/static', '@nestjs/microservices', '@nestjs/websockets'];

/** A file of ours goes on to find what lies beside it. */
const ownPlaces = {
  name: 'own-places',
  /** @param {import('esbuild').PluginBuild} build */
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/server\/.*\.js$/ }, async ({ path }) => {
      const folder = JSON.stringify(`/${relative(COMPILED, dirname(path))}`);
      const code = await readFile(path, 'utf8');
      return {
        contents: code.replaceAll('import.meta.dirname', `(import.meta.dirname + ${folder})`),
      };
    });
  },
};

await build({
  entryPoints: [join(COMPILED, 'server/src/main.js')],
  outfile: join(COMPILED, 'main.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // the names of classes are those of tables, schemas and loggers
  keepNames: true,
  external: [...APART, ...ABSENT],
  // what CommonJS packages take for granted
  banner: {
    js: `import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);
const { dirname: __dirname, filename: __filename } = import.meta;`,
  },
  plugins: [ownPlaces],
  // the Swagger plugin names what a decorator names too
  logOverride: { 'duplicate-object-key': 'silent' },
  logLevel: 'warning',
});
