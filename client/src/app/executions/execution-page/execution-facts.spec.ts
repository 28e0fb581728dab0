import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ExecutionDto } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ExecutionFacts } from './execution-facts';
import { newExecution } from '../testing/new-execution';

const execution = newExecution({
  reach: null,
  isolation: 'plain',
  is_warm: null,
  interpreter: null,
});

describe('ExecutionFacts', () => {
  async function textOf(change: Partial<ExecutionDto>): Promise<string> {
    TestBed.configureTestingModule({
      providers: [provideRouter([]), provideTestTranslations({ executions: en })],
    });
    const fixture = TestBed.createComponent(ExecutionFacts);
    fixture.componentRef.setInput('execution', { ...execution, ...change });
    await fixture.whenStable();
    return (fixture.nativeElement as HTMLElement).textContent ?? '';
  }

  it('names the interpreter that ran the script, with its version and path', async () => {
    const interpreter = { name: 'Team Python', version: '3.13.1', path: '/opt/py/bin/python3' };
    const text = await textOf({ interpreter });
    expect(text).toContain('Team Python · 3.13.1');
    expect(text).toContain('/opt/py/bin/python3');
  });

  it('says of a draft which version it is based on', async () => {
    expect(await textOf({ is_draft: true })).toContain('Draft, based on version 3');
  });

  it('says nothing about an interpreter when none ran', async () => {
    expect(await textOf({ interpreter: null })).not.toContain('Interpreter');
  });

  it('says what the run may use, what holds the limits, and what it could reach', async () => {
    const text = await textOf({
      limits: [
        { name: 'memory_bytes', value: 512_000_000, held_by: 'cgroup' },
        { name: 'cpu_seconds', value: 90, held_by: 'watch' },
      ],
      reach: { files: 'space', network: false, readable_folders: ['/srv/data'] },
      written_bytes: 2_000,
    });
    for (const fact of ['Memory 512MB', 'Processor time 1m 30s', '2kB', 'May read /srv/data'])
      expect(text).toContain(fact);
    expect(text).toContain(en.limit.heldBy.cgroup);
    expect(text).toContain(en.limit.heldBy.watch);
    expect(text).toContain(en.reach.noNetwork);
  });

  it('says that nothing but the time is limited, once it has started', async () => {
    expect(await textOf({ limits: [] })).toContain(en.fact.noLimits);
  });

  it('says nothing of a duration when it ended without having started', async () => {
    const text = await textOf({ start_time: null, duration_ms: null });
    expect(text).toContain(en.fact.ended);
    expect(text).not.toContain(en.fact.duration);
  });

  it('says nothing of limits before it starts', async () => {
    expect(await textOf({ start_time: null, end_time: null })).not.toContain(en.fact.noLimits);
  });
});
