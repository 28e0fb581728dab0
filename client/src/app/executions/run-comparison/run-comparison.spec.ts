import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import {
  EnvironmentsApi,
  ExecutionsApi,
  ScriptsApi,
  type ExecutionDto,
  type ListExecutions$Params,
} from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import scripts from '../../scripts/i18n/en';
import en from '../i18n/en';
import { newExecution } from '../testing/new-execution';
import { LastGoodRun } from './last-good-run';
import { RunComparison } from './run-comparison';
import { newVersion } from './testing/new-compared-run';

describe('RunComparison', () => {
  let stored: ExecutionDto[];
  const missing = jest.fn().mockRejectedValue(new HttpErrorResponse({ status: 404 }));
  const listExecutions = jest.fn(({ cursor, status, script_id, draft }: ListExecutions$Params) => {
    const items = stored.filter(
      (run) =>
        run.script_id === script_id &&
        run.id < Number(cursor) &&
        run.is_draft === draft &&
        status?.includes(run.status),
    );
    return Promise.resolve({ data: { items: items.slice(0, 1) } });
  });
  const getExecution = ({ id }: { id: number }) => {
    const data = stored.find((run) => run.id === id);
    return data ? Promise.resolve({ data }) : (missing() as Promise<never>);
  };
  const getExecutionDraft = () => Promise.resolve({ data: { code: 'print("draft")' } });
  const getVersion = ({ version }: { version: number }) =>
    Promise.resolve({ data: newVersion({ version }) });

  async function render(id: number): Promise<string> {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ executions: en, scripts }),
        { provide: ExecutionsApi, useValue: { getExecution, getExecutionDraft, listExecutions } },
        { provide: ScriptsApi, useValue: { getVersion } },
        { provide: EnvironmentsApi, useValue: { getEnvironment: missing } },
      ],
    });
    const fixture = TestBed.createComponent(RunComparison);
    fixture.componentRef.setInput('id', id);
    await fixture.whenStable();
    return (fixture.nativeElement as HTMLElement).textContent?.replace(/\s+/g, ' ') ?? '';
  }

  const failed = (part: Partial<ExecutionDto> = {}) =>
    newExecution({ id: 12, status: 'failed', reason: 'exit_code', exit_code: 1, ...part });

  it('knows, before it is opened, whether there is a run to compare with', async () => {
    stored = [failed(), newExecution({ id: 10, is_draft: true }), newExecution({ id: 9 })];
    await render(12);
    const runs = TestBed.inject(LastGoodRun);
    expect(await runs.idBefore({ id: 12, script_id: failed().script_id })).toBe(9);
    expect(await runs.idBefore({ id: 9, script_id: failed().script_id })).toBeNull();
  });

  it('shows the values that changed beside the last successful run before it', async () => {
    stored = [
      newExecution({ id: 13, params: { days: 1 } }),
      failed({ params: { days: 8, region: 'eu' } }),
      newExecution({ id: 11, status: 'cancelled' }),
      newExecution({ id: 9, params: { days: 7, region: 'eu' } }),
      newExecution({ id: 5 }),
    ];
    const text = await render(12);
    expect(text).toContain('#9');
    expect(text).toMatch(/days\s*7\s*8/);
    expect(text).not.toContain('region');
    expect(text).toContain('Unchanged: 1');
    expect(text).toContain(en.comparison.aspect.values);
  });

  it('compares what a draft ran, with a run of a saved version', async () => {
    stored = [
      failed({ is_draft: true }),
      newExecution({ id: 10, is_draft: true }),
      newExecution({ id: 9 }),
    ];
    const text = await render(12);
    expect(text).toContain('#9');
    expect(text).toContain(en.comparison.aspect.code);
    expect(text).toContain(en.draft.chip);
    expect(text).not.toContain(en.comparison.nothing);
  });

  it('shows an interpreter of another version', async () => {
    const interpreter = { name: 'Python', version: '3.14.0', path: '/opt/py/bin/python3' };
    stored = [failed({ interpreter }), newExecution({ id: 9 })];
    const text = await render(12);
    expect(text).toMatch(/Python · 3\.13\.1.*Python · 3\.14\.0/);
    expect(text).not.toContain(en.comparison.nothing);
  });

  it('says plainly that nothing differs', async () => {
    stored = [failed(), newExecution({ id: 9 })];
    const text = await render(12);
    expect(text).toContain(en.comparison.nothing);
    expect(text).toContain('both ran version 3');
  });

  it('does not call files the same that only have the same names', async () => {
    stored = [failed({ uploads: ['a.csv'] }), newExecution({ id: 9, uploads: ['a.csv'] })];
    expect(await render(12)).toContain(en.comparison.filesByName);
  });

  it('does not speak of the interpreter of a run that never started', async () => {
    const nothing = { start_time: null, interpreter: null, isolation: null, reach: null };
    stored = [failed(nothing), newExecution({ id: 9 })];
    const text = await render(12);
    expect(text).toContain(en.comparison.nothingUnstarted);
  });

  it('says that versions of two numbers hold the same', async () => {
    stored = [failed({ version: 5 }), newExecution({ id: 9 })];
    expect(await render(12)).toContain('versions 3 and 5 do not differ');
  });

  it('says that no run succeeded before', async () => {
    stored = [newExecution({ id: 13 }), failed(), newExecution({ id: 9, script_id: 2 })];
    expect(await render(12)).toContain(en.comparison.noneBefore);
  });

  it('compares without the packages when what they were installed in is gone', async () => {
    stored = [failed({ environment_id: 1 }), newExecution({ id: 9, environment_id: 1 })];
    expect(await render(12)).toContain(en.comparison.nothing);
  });

  it('says that there is no such run', async () => {
    stored = [];
    expect(await render(12)).toContain(en.page.notFound);
  });
});
