import presets from 'jest-preset-angular/presets/index.js';

/** Our TypeScript and the ESM-only packages become CommonJS: no Node flags are needed to run the tests. */
const swc = (parser, transform) => [
  '@swc/jest',
  {
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser, transform, keepClassNames: true },
  },
];

const server = {
  displayName: 'server',
  rootDir: '.',
  roots: ['<rootDir>/server', '<rootDir>/migrations'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'module-sync'] },
  testRegex: '\\.(e2e-)?spec\\.ts$|\\.e2e-spec\\.ts$',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.ts$': swc(
      { syntax: 'typescript', decorators: true },
      { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    ),
    '^.+\\.m?js$': swc({ syntax: 'ecmascript' }, {}),
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|file-type|strtok3|token-types|uint8array-extras|@tokenizer|@borewit|load-esm|croner|eventsource-parser)/|.*\\.mjs$)',
  ],
};

const client = {
  ...presets.createCjsPreset({ tsconfig: '<rootDir>/client/tsconfig.spec.json' }),
  displayName: 'client',
  rootDir: '.',
  roots: ['<rootDir>/client/src'],
  setupFilesAfterEnv: ['<rootDir>/client/setup-jest.ts'],
  testEnvironment: 'jest-preset-angular/environments/jest-jsdom-env',
  // ES modules in .js files: they become CommonJS like our own
  transformIgnorePatterns: ['/node_modules/(?!(@jsverse|ansi_up|marked)/|.*\\.mjs$)'],
};

// watchman is only of use in watch mode, and a broken one makes every run hang
export default { projects: [server, client], testTimeout: 30_000, watchman: false };
