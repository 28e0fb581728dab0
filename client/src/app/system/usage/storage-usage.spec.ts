import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideRouter } from '@angular/router';
import { SystemApi, type ScriptUsageDto, type UsageDto } from '../../api';
import common from '../../i18n/en';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from './i18n/en';
import { StorageUsage } from './storage-usage';

const newScriptUsage = (part: Partial<ScriptUsageDto>): ScriptUsageDto => ({
  script_id: 1,
  script_name: 'backup',
  runs: 3,
  bytes: 1_000,
  kept_runs: 0,
  kept_bytes: 0,
  unmeasured_runs: 0,
  oldest_at: '2026-01-01T00:00:00.000Z',
  retention_days: 90,
  retention_runs: 1_000,
  ...part,
});

const newUsage = (part: Partial<UsageDto>): UsageDto => ({
  retention: { days: 90, runs: 1_000, bytes: 0 },
  run_bytes: 5_000_000,
  database_bytes: 42_000,
  disk_size_bytes: 100_000_000_000,
  disk_free_bytes: 20_000_000_000,
  scripts: [newScriptUsage({})],
  ...part,
});

describe('StorageUsage', () => {
  const getUsage = jest.fn();

  async function render(usage: Partial<UsageDto> = {}) {
    getUsage.mockResolvedValue({ data: newUsage(usage) });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ usage: en }),
        { provide: SystemApi, useValue: { getUsage } },
      ],
    });
    const fixture = TestBed.createComponent(StorageUsage);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    return {
      loader: TestbedHarnessEnvironment.loader(fixture),
      text: () => element.textContent?.replace(/\s+/g, ' ') ?? '',
      rows: () =>
        [...element.querySelectorAll('tbody tr')].map((row) =>
          [...row.querySelectorAll('td')].map((cell) =>
            (cell.textContent ?? '').replace(/\s+/g, ' ').trim(),
          ),
        ),
    };
  }

  it('shows what fills the disk and how long runs are kept', async () => {
    const { text } = await render();
    expect(text()).toContain('5MB');
    expect(text()).toContain('42kB');
    expect(text()).toContain('20GB of 100GB');
    expect(text()).toContain('90 days');
    expect(text()).toContain('the newest 1000 of each script');
  });

  it('names what holds for a script and what is marked to stay', async () => {
    const { rows } = await render({
      scripts: [
        newScriptUsage({ bytes: 4_000, kept_runs: 2, kept_bytes: 1_500 }),
        newScriptUsage({ script_id: 2, script_name: 'mail', retention_days: 0 }),
        newScriptUsage({ script_id: 3, retention_days: 1, retention_runs: 0 }),
        newScriptUsage({ script_id: 4, retention_days: 0, retention_runs: 0 }),
      ],
    });
    const [first, second, third, fourth] = rows();
    expect(first?.[0]).toContain('2 marked to stay, 1.5kB');
    expect(first?.[4]).toBe('90 days · newest 1000');
    expect(second?.[4]).toBe('newest 1000');
    expect(third?.[4]).toBe('1 day');
    expect(fourth?.[4]).toBe(en.unlimited);
  });

  it('shows the largest scripts first and the rest when asked', async () => {
    const scripts = Array.from({ length: 12 }, (_, index) =>
      newScriptUsage({ script_id: index + 1, script_name: `script ${index}` }),
    );
    const { rows, loader } = await render({ scripts });
    expect(rows()).toHaveLength(10);
    await (await loader.getHarness(MatButtonHarness)).click();
    expect(rows()).toHaveLength(12);
    expect(await loader.getHarnessOrNull(MatButtonHarness)).toBeNull();
  });

  it('says what is not counted yet', async () => {
    const { text } = await render({ scripts: [newScriptUsage({ unmeasured_runs: 7 })] });
    expect(text()).toContain('not counted yet: 7');
  });

  it('offers to try again when it cannot be read', async () => {
    getUsage.mockRejectedValueOnce(new Error('broken'));
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ usage: en }),
        { provide: SystemApi, useValue: { getUsage } },
      ],
    });
    getUsage.mockResolvedValue({ data: newUsage({}) });
    const fixture = TestBed.createComponent(StorageUsage);
    const loader = TestbedHarnessEnvironment.loader(fixture);
    await (await loader.getHarness(MatButtonHarness.with({ text: common.action.retry }))).click();
    expect((fixture.nativeElement as HTMLElement).textContent).toContain('backup');
  });
});
