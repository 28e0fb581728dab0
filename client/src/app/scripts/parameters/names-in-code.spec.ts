import { parametersReadIn } from './names-in-code';

const read = (code: string, type: 'python' | 'javascript') =>
  parametersReadIn(code, type).map(({ key, default_value: given }) => [key, given]);

describe('parametersReadIn', () => {
  it('finds what Python code reads, once each, with its default', () => {
    const code = `
import os
from os import environ, getenv
CITY = os.environ["CITY"]
LIMIT = int(os.getenv('LIMIT', "10"))
MODE = os.environ.get("MODE", 'fast')
NOTE = getenv( "NOTE" ) or environ['CITY']
`;
    expect(read(code, 'python')).toEqual([
      ['CITY', undefined],
      ['LIMIT', '10'],
      ['MODE', 'fast'],
      ['NOTE', undefined],
    ]);
  });

  it('finds what JavaScript code reads', () => {
    const code = `
const city = process.env.CITY;
const limit = Number(process.env['LIMIT'] ?? '10');
const mode = process.env.MODE || "fast";
`;
    expect(read(code, 'javascript')).toEqual([
      ['CITY', undefined],
      ['LIMIT', '10'],
      ['MODE', 'fast'],
    ]);
  });

  it('leaves out computed names and those that no parameter may have', () => {
    const code = 'os.environ[name]; os.getenv("PATH"); os.environ["SCRIPTORIUM_RESULT"]';
    expect(read(code, 'python')).toEqual([]);
    expect(read('process.env[name] + process.env.HOME', 'javascript')).toEqual([]);
  });
});
