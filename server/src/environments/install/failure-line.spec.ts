import { failureLine } from './failure-line.js';

describe('what an installer says last', () => {
  it.each([
    [
      'pip',
      `Looking in indexes: http://127.0.0.1:1/simple
ERROR: Could not find a version that satisfies the requirement nope (from versions: none)
ERROR: No matching distribution found for nope
`,
      'No matching distribution found for nope',
    ],
    [
      'npm, for a package that does not exist',
      `npm http fetch GET 404 http://127.0.0.1:1/nope 20ms
npm error code E404
npm error 404 Not Found - GET http://127.0.0.1:1/nope - not found
npm error 404
npm error 404  'nope@^1' is not in this registry.
npm error A complete log of this run can be found in: /x
`,
      'Not Found - GET http://127.0.0.1:1/nope - not found',
    ],
    [
      'npm, for a version that does not exist',
      `npm error code ETARGET
npm error notarget No matching version found for left@^9.
npm error notarget In most cases you or one of your dependencies are requesting
`,
      'No matching version found for left@^9.',
    ],
    [
      'uv',
      `  × No solution found when resolving dependencies:\n`,
      'No solution found when resolving dependencies:',
    ],
    ['a program that only talks', 'first\nlast words\n\n', 'last words'],
    ['nobody', '', ''],
  ])('is found for %s', (_who, output, line) => {
    expect(failureLine(output)).toBe(line);
  });
});
