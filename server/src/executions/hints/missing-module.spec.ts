import { missingModuleHint } from './missing-module.js';

const python = (last: string) => `Traceback (most recent call last):
  File "/exec/work/main.py", line 1, in <module>
    import x
${last}
`;
const node = (first: string, code: string) => `node:internal/modules/cjs/loader:1210
  throw err;
  ^

${first}
Require stack:
- /exec/work/main.js
    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15) {
  code: '${code}',
  requireStack: [ '/exec/work/main.js' ]
}

Node.js v20.20.2
`;

describe('the hint of a run that lacks a module', () => {
  it.each([
    ["ModuleNotFoundError: No module named 'requests'", 'requests', 'requests'],
    ["ModuleNotFoundError: No module named 'yaml'", 'yaml', 'PyYAML'],
    ["ModuleNotFoundError: No module named 'google.cloud'", 'google.cloud', 'google-cloud-core'],
  ])('names the package for %s', (last, module, name) => {
    expect(missingModuleHint('python', python(last), [])).toBe(
      `The module “${module}” is not installed. Add “${name}” to the dependencies of the script.`,
    );
  });

  it.each([
    ["ModuleNotFoundError: No module named 'requests.nope'"],
    ["ModuleNotFoundError: No module named '_tkinter'"],
    ["ModuleNotFoundError: No module named 'a.b'; 'a' is not a package"],
    ["ModuleNotFoundError: No module named 'x'\nValueError: another end"],
    ['ValueError: x'],
  ])('is none for %j', (last) => {
    expect(missingModuleHint('python', python(last), [])).toBeNull();
  });

  it.each([
    ["Error: Cannot find module 'lodash'", 'MODULE_NOT_FOUND', 'lodash'],
    ["Error: Cannot find module 'lodash/fp'", 'MODULE_NOT_FOUND', 'lodash'],
    ["Error: Cannot find module '@scope/name/part'", 'MODULE_NOT_FOUND', '@scope/name'],
    [
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'chalk' imported from /exec/work/main.js",
      'ERR_MODULE_NOT_FOUND',
      'chalk',
    ],
  ])('names the package for %s', (first, code, name) => {
    expect(missingModuleHint('javascript', node(first, code), [])).toContain(`Add “${name}” to`);
  });

  it.each([
    ["Error: Cannot find module './own.js'", 'MODULE_NOT_FOUND'],
    [
      "Error: Cannot find module '/exec/work/x.mjs' imported from /exec/work/main.js",
      'ERR_MODULE_NOT_FOUND',
    ],
    ["Error: Cannot find module 'x'", 'OTHER'],
  ])('is none for %s, %s', (first, code) => {
    expect(missingModuleHint('javascript', node(first, code), [])).toBeNull();
  });

  it('is none when the package is a dependency already', () => {
    const tail = python("ModuleNotFoundError: No module named 'yaml'");
    expect(missingModuleHint('python', tail, ['pyyaml>=6'])).toBeNull();
    expect(missingModuleHint('python', tail, ['pyyaml-extra'])).not.toBeNull();
    const error = node("Error: Cannot find module '@s/x'", 'MODULE_NOT_FOUND');
    expect(missingModuleHint('javascript', error, ['@s/x@1'])).toBeNull();
  });
});
