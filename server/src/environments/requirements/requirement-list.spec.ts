import type { ScriptLanguage } from '../../runner/run.types.js';
import { readRequirements, requirementProblems } from './requirement-list.js';

describe('the dependencies of a script', () => {
  it.each<[ScriptLanguage, string, string]>([
    ['python', 'requests', 'requests'],
    ['python', 'Foo.Bar_baz == 2.32.*', 'foo-bar-baz==2.32.*'],
    ['python', 'rich[Jupyter, extras] >=13 , <14', 'rich[extras,jupyter]<14,>=13'],
    ['python', "tomli>=1;  python_version  < '3.11'", "tomli>=1 ; python_version < '3.11'"],
    ['python', 'x===1.0+local', 'x===1.0+local'],
    ['javascript', 'lodash', 'lodash@latest'],
    ['javascript', 'lodash@^4', 'lodash@^4'],
    ['javascript', '@types/node@>=20  <23', '@types/node@>=20 <23'],
    ['javascript', 'left-pad@next', 'left-pad@next'],
  ])('of %s may be %s, in one spelling %s', (language, text, normal) => {
    expect(requirementProblems(language, [text])).toEqual([]);
    expect(readRequirements(language, [text]).requirements).toEqual([normal]);
  });

  it.each<[ScriptLanguage, string, RegExp]>([
    ['python', '--index-url=http://x', /option.*settings of the server/],
    ['python', '-r other.txt', /option/],
    ['python', 'pkg @ https://example.com/pkg.whl', /path or an address/],
    ['python', './local', /path or an address/],
    ['python', 'git+https://example.com/x', /path or an address/],
    ['python', 'requests ==', /not a requirement of Python/],
    ['python', 'two words', /not a requirement of Python/],
    ['python', 'lodash@^4', /not a requirement of Python/],
    ['python', 'a\nb', /not a requirement of Python/],
    ['javascript', '--registry=http://x', /option/],
    ['javascript', 'file:../x', /path or an address/],
    ['javascript', 'x@git://example.com/x', /path or an address/],
    ['javascript', 'user/repository', /not a package of npm/],
    ['javascript', 'x@npm:y@1', /not a package of npm/],
    ['javascript', 'requests==2', /not a package of npm/],
  ])('of %s may not be %j', (language, text, message) => {
    expect(requirementProblems(language, ['ok', text])).toMatchObject([
      { field: 'dependencies.1', message: expect.stringMatching(message) },
    ]);
  });

  it('name each package once', () => {
    expect(requirementProblems('python', ['Foo_bar>1', 'foo-bar<3'])).toMatchObject([
      { field: 'dependencies.1', code: 'REQUIREMENT_TWICE' },
    ]);
    const marked = ['x==1; os_name == "nt"', 'x==2; os_name == "posix"'];
    expect(requirementProblems('python', marked)).toEqual([]);
  });

  it('are the same list in any order and spelling', () => {
    const one = readRequirements('python', ['B>=1,<2', 'a_b']).requirements;
    expect(readRequirements('python', ['a-b', 'b <2, >=1']).requirements).toEqual(one);
  });
});
