import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Now } from '../../shared/time/now';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { newExecution } from '../testing/new-execution';
import { ExecutionStages } from './execution-stages';

describe('ExecutionStages', () => {
  const now = signal(Date.parse('2026-01-01T00:00:10.000Z'));

  async function render(part: Parameters<typeof newExecution>[0]) {
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ executions: en }),
        { provide: Now, useValue: { everySecond: now } },
      ],
    });
    const fixture = TestBed.createComponent(ExecutionStages);
    fixture.componentRef.setInput('execution', newExecution(part));
    await fixture.whenStable();
    return {
      fixture,
      rows: () =>
        [...(fixture.nativeElement as HTMLElement).querySelectorAll('li')].map((row) =>
          row.textContent?.replace(/\s+/g, ' ').trim(),
        ),
    };
  }

  it('says in words how long each stage took', async () => {
    const { rows } = await render({});
    expect(rows()).toEqual(['Waiting 1s', 'Running 1s']);
  });

  it('goes on with the time while an installation does', async () => {
    const { fixture, rows } = await render({
      status: 'pending',
      install_start_time: '2026-01-01T00:00:01.000Z',
      start_time: null,
      end_time: null,
    });
    expect(rows()).toEqual(['Waiting 1s', 'Installing dependencies 9s so far']);
    now.update((time) => time + 3_000);
    await fixture.whenStable();
    expect(rows()).toEqual(['Waiting 1s', 'Installing dependencies 12s so far']);
  });
});
