import { ScriptPlaces } from './script-places';

describe('ScriptPlaces', () => {
  const places = new ScriptPlaces({ scriptId: 7, version: 3, executionId: 17 });
  const found = (text: string): string[] => [...places.in(text)].map((place) => place.text);

  it.each([
    ['  File "/exec/work/main.py", line 12, in f', 'File "/exec/work/main.py", line 12'],
    [
      '  File "/srv/my data/execution_17/main.py", line 3',
      'File "/srv/my data/execution_17/main.py", line 3',
    ],
    ['    at f (/exec/work/main.js:3:9)', '/exec/work/main.js:3:9'],
    ['    at file:///exec/work/main.js:3:9', 'file:///exec/work/main.js:3:9'],
    ['/exec/work/main.js:3', '/exec/work/main.js:3'],
    ['    at /srv/execution_17/main.js:1:1', '/srv/execution_17/main.js:1:1'],
  ])('finds the place in %j', (text, place) => {
    expect(found(text)).toEqual([place]);
  });

  it('leads to the line of the draft that ran', () => {
    const ofDraft = new ScriptPlaces({ scriptId: 7, version: null, executionId: 17 });
    const [place] = ofDraft.in('/exec/work/main.js:3');
    expect(place?.address).toBe('scripts/7/code?execution=17&line=3');
  });

  it('leads to the line of the version that ran', () => {
    const [place] = places.in('  File "/exec/work/main.py", line 12, in f');
    expect(place?.address).toBe('scripts/7/code?version=3&line=12');
  });

  it.each([
    '  File "/exec/env/lib/python3.13/site-packages/requests/main.py", line 12',
    '  File "/exec/work/helper.py", line 12',
    '  File "/exec/work/sub/main.py", line 12',
    '  File "/srv/execution_18/main.py", line 12',
    '  File "/srv/execution_17/sub/main.py", line 12',
    '    at /exec/work/node_modules/x/main.js:3:9',
    '    at /other/exec/work/main.js:3:9',
    '    at node:internal/main/run_main_module:36:49',
    '/exec/work/main.js',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});
