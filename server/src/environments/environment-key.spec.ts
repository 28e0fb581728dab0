import { readConfig } from '../config/server-config.js';
import type { Interpreter } from '../runner/interpreters.js';
import { environmentKey } from './environment-key.js';

const config = readConfig({});
const python: Interpreter = {
  language: 'python',
  path: '/p/python3',
  prefix: '/p',
  version: '3.11.2',
};
const key = environmentKey({ interpreter: python, requirements: ['a', 'b>1'] }, config);

describe('the key of an environment', () => {
  it('is the same for the same recipe', () => {
    const again = environmentKey(
      { interpreter: { ...python }, requirements: ['a', 'b>1'] },
      readConfig({}),
    );
    expect(again).toBe(key);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Partial<Interpreter>, string[], Record<string, string>]>([
    ['requirements', {}, ['a'], {}],
    ['another version of the interpreter', { version: '3.11.3' }, ['a', 'b>1'], {}],
    ['another interpreter', { path: '/q/python3' }, ['a', 'b>1'], {}],
    ['another index', {}, ['a', 'b>1'], { PYTHON_INDEX_URL: 'https://index.example' }],
    ['one more index', {}, ['a', 'b>1'], { PYTHON_EXTRA_INDEX_URLS: 'https://index.example' }],
  ])('is another one for %s', (_what, interpreter, requirements, settings) => {
    const recipe = { interpreter: { ...python, ...interpreter }, requirements };
    expect(environmentKey(recipe, readConfig(settings))).not.toBe(key);
  });
});
