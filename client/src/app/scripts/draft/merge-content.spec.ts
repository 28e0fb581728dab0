import type { ParameterDefinitionDto } from '../../api/models';
import { mergeContent, resolve, type Side } from './merge-content';
import { emptyContent, type ScriptContent } from './script-content';

const parameter = (key: string, change: Partial<ParameterDefinitionDto> = {}) => ({
  key,
  type: 'string' as const,
  required: false,
  ...change,
});

const base: ScriptContent = {
  ...emptyContent('python'),
  name: 'backup',
  code: 'one\ntwo\nthree\nfour\nfive\n',
  dependencies: ['requests'],
  parameters: [parameter('CITY'), parameter('LIMIT'), parameter('MODE')],
};

const merged = (theirs: Partial<ScriptContent>, mine: Partial<ScriptContent>, ...sides: Side[]) => {
  const merge = mergeContent(base, { ...base, ...theirs }, { ...base, ...mine });
  const chosen = new Map(
    merge.conflicts.map(({ id }, index): [string, Side] => [id, sides[index] ?? 'mine']),
  );
  return { conflicts: merge.conflicts, content: resolve(merge, chosen) };
};

describe('mergeContent', () => {
  it('puts changes of different lines together without a question', () => {
    const { conflicts, content } = merged(
      { code: 'ONE\ntwo\nthree\nfour\nfive\n' },
      { code: 'one\ntwo\nthree\nfour\nFIVE\n' },
    );
    expect(conflicts).toEqual([]);
    expect(content.code).toBe('ONE\ntwo\nthree\nfour\nFIVE\n');
  });

  it.each<[Side, string]>([
    ['mine', 'one\ntwo\nMINE\nfour\nfive\n'],
    ['theirs', 'one\ntwo\nTHEIRS\nfour\nfive\n'],
    ['both', 'one\ntwo\nTHEIRS\nMINE\nfour\nfive\n'],
  ])('asks about a line that both changed and takes %s', (side, code) => {
    const { conflicts, content } = merged(
      { code: 'one\ntwo\nTHEIRS\nfour\nfive\n' },
      { code: 'one\ntwo\nMINE\nfour\nfive\n' },
      side,
    );
    expect(conflicts).toMatchObject([{ part: 'code', mine: ['MINE'], theirs: ['THEIRS'] }]);
    expect(content.code).toBe(code);
  });

  it('asks nothing about the same change on both sides', () => {
    const code = 'one\ntwo\nSAME\nfour\nfive\n';
    const { conflicts, content } = merged({ code }, { code });
    expect(conflicts).toEqual([]);
    expect(content.code).toBe(code);
  });

  it('merges dependencies and parameters one by one', () => {
    const { conflicts, content } = merged(
      {
        dependencies: ['requests', 'rich'],
        parameters: [parameter('CITY', { label: 'Town' }), parameter('LIMIT'), parameter('MODE')],
      },
      {
        parameters: [parameter('CITY'), parameter('LIMIT'), parameter('MODE', { required: true })],
      },
    );
    expect(conflicts).toEqual([]);
    expect(content.dependencies).toEqual(['requests', 'rich']);
    expect(content.parameters).toEqual([
      parameter('CITY', { label: 'Town' }),
      parameter('LIMIT'),
      parameter('MODE', { required: true }),
    ]);
  });

  it('asks about each parameter by itself', () => {
    const theirs = [
      parameter('CITY', { label: 'Place' }),
      parameter('LIMIT', { required: true }),
      parameter('MODE', { label: 'How' }),
      parameter('THEIRS'),
    ];
    const mine = [
      parameter('CITY', { label: 'Town' }),
      parameter('LIMIT'),
      parameter('MINE'),
      parameter('MODE', { label: 'Way' }),
    ];
    const { conflicts, content } = merged(
      { parameters: theirs },
      { parameters: mine },
      'theirs',
      'mine',
    );
    expect(conflicts).toMatchObject([
      { part: 'parameters', theirs: [JSON.stringify(theirs[0])], mine: [JSON.stringify(mine[0])] },
      { part: 'parameters', theirs: [JSON.stringify(theirs[2])], mine: [JSON.stringify(mine[3])] },
    ]);
    expect(new Set(conflicts.map(({ id }) => id)).size).toBe(2);
    expect(content.parameters).toEqual([
      theirs[0],
      theirs[1],
      parameter('MINE'),
      mine[3],
      parameter('THEIRS'),
    ]);
  });

  it.each<[Side, ParameterDefinitionDto[]]>([
    ['mine', [parameter('CITY'), parameter('MODE')]],
    ['theirs', [parameter('CITY'), parameter('LIMIT', { label: 'Most' }), parameter('MODE')]],
  ])(
    'asks about a parameter that one changed and the other deleted, and takes %s',
    (side, left) => {
      const changed = [parameter('CITY'), parameter('LIMIT', { label: 'Most' }), parameter('MODE')];
      const deleted = [parameter('CITY'), parameter('MODE')];
      const { conflicts, content } = merged({ parameters: changed }, { parameters: deleted }, side);
      expect(conflicts).toMatchObject([{ part: 'parameters', mine: [] }]);
      expect(content.parameters).toEqual(left);
    },
  );

  it('asks about parameters as a whole where both put them into another order', () => {
    const theirs = [parameter('LIMIT'), parameter('CITY'), parameter('MODE', { required: true })];
    const mine = [parameter('MODE'), parameter('CITY'), parameter('LIMIT')];
    const { content } = merged({ parameters: theirs }, { parameters: mine }, 'theirs', 'theirs');
    expect(content.parameters).toEqual(theirs);
  });

  it('keeps what was added at the same place by both when both are taken', () => {
    const { conflicts, content } = merged(
      { dependencies: ['requests', 'rich'] },
      { dependencies: ['requests', 'pandas'] },
      'both',
    );
    expect(conflicts).toHaveLength(1);
    expect(content.dependencies).toEqual(['requests', 'rich', 'pandas']);
  });

  it('asks about a setting that both changed, which is taken from one side', () => {
    const [theirs, mine] = [
      { description: 'theirs', category: 'a', tags: ['same'] },
      { description: 'mine', category: null, tags: ['same'], timeout_seconds: 5 },
    ];
    const asked = merged(theirs, mine, 'theirs');
    expect(asked.conflicts).toEqual([{ id: 'description', part: 'description' }]);
    expect(asked.content).toMatchObject({ ...mine, description: 'theirs', category: 'a' });
    expect(merged(theirs, mine, 'mine').content.description).toBe('mine');
  });

  it('keeps their settings and mine', () => {
    const { content } = merged({ description: 'theirs', tags: ['t'] }, { timeout_seconds: 5 });
    expect(content).toMatchObject({ description: 'theirs', tags: ['t'], timeout_seconds: 5 });
  });
});
