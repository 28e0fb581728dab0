import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatSlideToggleHarness } from '@angular/material/slide-toggle/testing';
import { provideRouter } from '@angular/router';
import { SchedulesApi, ScriptsApi, type ScheduleDto } from '../../api';
import scripts from '../../scripts/i18n/en';
import { Notifier } from '../../shared/notifier';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ScheduleList } from './schedule-list';

const instant = '2026-01-01T09:00:00.000Z';
const newSchedule = (change: Partial<ScheduleDto> = {}): ScheduleDto => ({
  id: 8,
  script_id: 4,
  script_name: 'Report',
  name: 'Nightly',
  description: '',
  cron_expression: '0 9 * * 1-5',
  timezone: 'Asia/Shanghai',
  params: {},
  enabled: true,
  last_run_time: null,
  next_run_time: instant,
  recent_runs: [],
  created_at: instant,
  updated_at: instant,
  ...change,
});

describe('ScheduleList', () => {
  const api = {
    listSchedules: jest.fn(),
    updateSchedule: jest.fn(),
    switchSchedules: jest.fn(),
    runSchedule: jest.fn(),
  };
  const notifier = {
    tell: jest.fn(),
    tellMore: jest.fn(),
    tellUndoable: jest.fn(),
    fail: jest.fn(),
  };

  beforeEach(() => {
    jest.resetAllMocks();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideTestTranslations({ schedules: en, scripts }),
        { provide: SchedulesApi, useValue: api },
        { provide: Notifier, useValue: notifier },
        {
          provide: ScriptsApi,
          useValue: {
            listScripts: () => Promise.resolve({ data: { items: [] } }),
            getScript: ({ id }: { id: number }) =>
              Promise.resolve({ data: { id, name: 'Far away' } }),
          },
        },
      ],
    });
  });

  async function render(items: ScheduleDto[], inputs: Record<string, string> = {}) {
    api.listSchedules.mockResolvedValue({
      data: { items, total: items.length, page: 1, per_page: 50, next_cursor: null },
    });
    const fixture = TestBed.createComponent(ScheduleList);
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    return { element, loader: TestbedHarnessEnvironment.loader(fixture), fixture };
  }

  it('says when a schedule comes and how its last run went', async () => {
    const run = { id: 31, created_at: instant, end_time: instant, duration_ms: 5 };
    const { element } = await render([
      newSchedule({ recent_runs: [{ ...run, status: 'failed' }] }),
    ]);
    expect(element.textContent).toMatch(/At 09:00, Monday through Friday.*Asia\/Shanghai.*Failed/s);
    expect(element.querySelector('a[href="/executions/31"]')).not.toBeNull();
  });

  it('asks the server for what the address says', async () => {
    await render([], { q: 'night', state: 'disabled', script_id: '4' });
    expect(api.listSchedules).toHaveBeenCalledWith({
      q: 'night',
      state: 'disabled',
      script_id: 4,
      page: 1,
      per_page: 50,
    });
  });

  it('switches at once and offers the way back', async () => {
    const { loader, fixture } = await render([newSchedule()]);
    api.updateSchedule.mockImplementation(({ body }: { body: Partial<ScheduleDto> }) =>
      Promise.resolve({ data: newSchedule(body) }),
    );
    const toggle = await loader.getHarness(MatSlideToggleHarness);
    await toggle.uncheck();
    expect(api.updateSchedule).toHaveBeenLastCalledWith({ id: 8, body: { enabled: false } });
    const [[, undo]] = notifier.tellUndoable.mock.calls as [[string, { run: () => void }]];
    undo.run();
    await fixture.whenStable();
    expect(api.updateSchedule).toHaveBeenLastCalledWith({ id: 8, body: { enabled: true } });
    expect(await toggle.isChecked()).toBe(true);
  });

  it('turns the switch back when the server refuses', async () => {
    const { loader } = await render([newSchedule()]);
    api.updateSchedule.mockRejectedValue(new Error('no'));
    const toggle = await loader.getHarness(MatSlideToggleHarness);
    await toggle.uncheck();
    expect(await toggle.isChecked()).toBe(true);
    expect(notifier.fail).toHaveBeenCalled();
  });

  it('switches the chosen ones together', async () => {
    const { loader } = await render([newSchedule(), newSchedule({ id: 9, name: 'Weekly' })]);
    const off = [newSchedule({ enabled: false }), newSchedule({ id: 9, enabled: false })];
    api.switchSchedules.mockResolvedValue({ data: { items: off } });
    await (await loader.getAllHarnesses(MatCheckboxHarness))[0]?.check();
    await (await loader.getHarness(MatButtonHarness.with({ text: /Turn off/ }))).click();
    expect(api.switchSchedules).toHaveBeenCalledWith({ body: { ids: [8, 9], enabled: false } });
    const toggles = await loader.getAllHarnesses(MatSlideToggleHarness);
    expect(await Promise.all(toggles.map((toggle) => toggle.isChecked()))).toEqual([false, false]);
  });

  it('takes back what the switch of many has changed, and nothing else', async () => {
    const { loader, fixture } = await render([
      newSchedule(),
      newSchedule({ id: 9, enabled: false }),
    ]);
    const off = [newSchedule({ enabled: false }), newSchedule({ id: 9, enabled: false })];
    api.switchSchedules.mockResolvedValueOnce({ data: { items: off } });
    await (await loader.getAllHarnesses(MatCheckboxHarness))[0]?.check();
    await (await loader.getHarness(MatButtonHarness.with({ text: /Turn off/ }))).click();
    api.switchSchedules.mockResolvedValueOnce({ data: { items: [newSchedule()] } });
    const [[, undo]] = notifier.tellUndoable.mock.calls as [[string, { run: () => unknown }]];
    await undo.run();
    await fixture.whenStable();
    expect(api.switchSchedules).toHaveBeenLastCalledWith({ body: { ids: [8], enabled: true } });
    const toggles = await loader.getAllHarnesses(MatSlideToggleHarness);
    expect(await Promise.all(toggles.map((toggle) => toggle.isChecked()))).toEqual([true, false]);
  });
});
