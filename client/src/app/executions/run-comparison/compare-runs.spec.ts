import type { EnvironmentDto, ExecutionDto, VersionDto } from '../../api';
import { compareRuns } from './compare-runs';
import { newComparedRun, newEnvironment } from './testing/new-compared-run';

describe('compareRuns', () => {
  const compare = (
    run: Partial<ExecutionDto>,
    content: Partial<VersionDto> = {},
    environments: [EnvironmentDto | null, EnvironmentDto | null] = [null, null],
    goodRun: Partial<ExecutionDto> = {},
  ) =>
    compareRuns(
      newComparedRun(goodRun, {}, environments[0]),
      newComparedRun(run, content, environments[1]),
    );

  it('finds no difference in how two runs came about and went', () => {
    const { differing, facts } = compare({
      id: 9,
      trigger: 'schedule',
      status: 'failed',
      duration_ms: 9_000,
      max_rss_bytes: 5,
    });
    expect(differing).toEqual([]);
    expect(facts).toEqual(['trigger', 'duration', 'memory']);
  });

  it.each<[string, Partial<ExecutionDto>]>([
    ['timeout', { timeout_seconds: 10 }],
    ['uploads', { uploads: ['b.csv'] }],
    ['input', { is_interactive: true }],
    ['isolation', { isolation: 'plain' }],
    ['interpreter', { interpreter: { name: 'Python', version: '3.14.0', path: '/usr/bin/py' } }],
    ['reach', { reach: { files: 'space', network: false, readable_folders: [] } }],
    ['limits', { limits: [{ name: 'processes', value: 9, held_by: 'cgroup' }] }],
  ])('shows the condition %s only where it differs', (condition, change) => {
    const { differing, facts } = compare(change);
    expect(differing).toEqual([condition]);
    expect(facts).toContain(condition);
  });

  it('does not mind the order of files', () => {
    const good = newComparedRun({ uploads: ['a', 'b'] });
    expect(compareRuns(good, newComparedRun({ uploads: ['b', 'a'] })).differing).toEqual([]);
  });

  it('says nothing of what a run has only once it has started', () => {
    const { differing } = compare({
      start_time: null,
      interpreter: null,
      isolation: null,
      reach: null,
    });
    expect(differing).toEqual([]);
  });

  it('names the parts of the version that changed, the language as code', () => {
    expect(compare({}, { dependencies: ['six'] }).parts).toEqual(['dependencies']);
    expect(compare({}, { type: 'javascript' }).differing).toEqual(['code']);
    expect(compare({ version: 4 }, { version: 4 }).differing).toEqual([]);
  });

  it('compares what was installed, and says nothing of it when only one had dependencies', () => {
    const before = newEnvironment({ id: 1, packages: [{ name: 'six', version: '1', hashes: [] }] });
    const after = newEnvironment({ id: 2, packages: [{ name: 'six', version: '2', hashes: [] }] });
    const run = { environment_id: 2 };
    const good = { environment_id: 1 };
    const { differing, packages } = compare(run, {}, [before, after], good);
    expect(differing).toEqual(['packages']);
    expect(packages?.changed).toEqual([{ name: 'six', before: '1', after: '2' }]);
    expect(compare({ environment_id: null }, {}, [before, null], good).packages).toBeNull();
  });

  it('does not call packages the same when the earlier ones are not known any more', () => {
    const reinstalled = newEnvironment({ id: 1, built_at: '2026-06-01T00:00:00.000Z' });
    const same = { environment_id: 1 };
    expect(compare(same, {}, [reinstalled, reinstalled], same).differing).toEqual([
      'uncertainPackages',
    ]);
    const other = newEnvironment({ id: 2 });
    expect(compare({ environment_id: 2 }, {}, [null, other], same).differing).toEqual([
      'uncertainPackages',
    ]);
  });
});
