import { TestBed } from '@angular/core/testing';
import type { ScriptRunDto } from '../../api/models';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { RunBars } from './run-bars';

const run = (id: number, change: Partial<ScriptRunDto> = {}): ScriptRunDto => ({
  id,
  status: 'success',
  created_at: '2026-01-01T00:00:00.000Z',
  end_time: null,
  duration_ms: 1_000,
  ...change,
});

describe('RunBars', () => {
  async function render(runs: ScriptRunDto[]) {
    TestBed.configureTestingModule({ providers: [provideTestTranslations({ scripts: en })] });
    const fixture = TestBed.createComponent(RunBars);
    fixture.componentRef.setInput('runs', runs);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  }

  it('says in words what the bars show', async () => {
    const element = await render([
      run(3, { status: 'failed', duration_ms: 4_000 }),
      run(2),
      run(1),
    ]);
    expect(element.querySelector('svg')?.getAttribute('aria-label')).toBe(
      'Last 3 runs: 1 failed, longest 4s',
    );
  });

  it('draws the newest last, higher the longer it took', async () => {
    const element = await render([run(2, { duration_ms: 4_000 }), run(1, { duration_ms: 0 })]);
    const [older, newer] = [...element.querySelectorAll('rect')];
    expect(Number(newer?.getAttribute('x'))).toBeGreaterThan(Number(older?.getAttribute('x')));
    expect(Number(newer?.getAttribute('height'))).toBe(20);
    expect(Number(older?.getAttribute('height'))).toBe(4);
  });

  it('shows nothing for a script that never ran', async () => {
    expect((await render([])).querySelector('svg')).toBeNull();
  });
});
