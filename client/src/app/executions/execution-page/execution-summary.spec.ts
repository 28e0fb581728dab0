import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ExecutionDto } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { newExecution } from '../testing/new-execution';
import { ExecutionSummary } from './execution-summary';

describe('ExecutionSummary', () => {
  async function show(part: Partial<ExecutionDto>): Promise<HTMLElement> {
    TestBed.configureTestingModule({
      providers: [provideRouter([]), provideTestTranslations({ executions: en })],
    });
    const fixture = TestBed.createComponent(ExecutionSummary);
    fixture.componentRef.setInput('execution', newExecution(part));
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  it('leads from a run that waits for others of its script to them', async () => {
    const shown = await show({
      status: 'pending',
      queue_position: 1,
      waiting_reason: 'own_limit',
      waiting_for: 'At most 2 of this script run at the same time; running: #4, #5.',
      waiting_behind: [4, 5],
    });
    expect(shown.textContent).toContain('Other runs of this script have to end before.');
    const links = [...shown.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/executions/4', '/executions/5']);
  });

  it('says which limit a run went beyond in the words of the console', async () => {
    const shown = await show({
      status: 'failed',
      reason: 'log_limit',
      error: 'Killed after printing more than 19.1 MiB.',
      limits: [
        { name: 'processes', value: 20, held_by: 'cgroup' },
        { name: 'log_bytes', value: 20_000_000, held_by: 'watch' },
      ],
    });
    expect(shown.textContent).toContain('The script printed more than it may.');
    expect(shown.textContent).toContain('Limit: 20MB');
    expect(shown.textContent).not.toContain('Killed after');
  });

  it("shows the server's words where only they tell what went wrong", async () => {
    const error = 'The script could not be started: no such file';
    const shown = await show({ status: 'failed', reason: 'launch', error });
    expect(shown.textContent).toContain('The script could not be started.');
    expect(shown.textContent).toContain(error);
  });

  it("says in the reader's language why a run could not start", async () => {
    const cause = { code: 'folder_absent', values: { folder: '/srv/reports' } } as const;
    const error = 'in the words of the server';
    const shown = await show({ status: 'failed', reason: 'launch', error, cause });
    expect(shown.textContent).toContain(
      'The folder /srv/reports, which the script reads, is not there.',
    );
    expect(shown.textContent).not.toContain(error);
  });

  it('says why dependencies could not be installed, where the server has told it', async () => {
    const cause = { code: 'npm_absent', values: {} } as const;
    const error = 'in the words of the server';
    const shown = await show({ status: 'failed', reason: 'dependencies', error, cause });
    expect(shown.textContent).toContain('There is no npm on this server.');
    expect(shown.textContent).not.toContain(error);
  });
});
