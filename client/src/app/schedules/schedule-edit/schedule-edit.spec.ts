import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatSelectHarness } from '@angular/material/select/testing';
import { provideRouter, Router } from '@angular/router';
import { SchedulesApi, ScriptsApi, type PreviewScheduleDto } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import executions from '../../executions/i18n/en';
import common from '../../i18n/en';
import en from '../i18n/en';
import { ScheduleEdit } from './schedule-edit';

const script = {
  id: 4,
  name: 'Report',
  parameters: [{ key: 'CITY', type: 'string', required: true }],
};
const schedule = {
  id: 8,
  script_id: 4,
  name: 'Nightly',
  cron_expression: '30 2 * * *',
  timezone: 'America/New_York',
  params: { CITY: 'Oslo' },
  enabled: false,
};
const time = (local: string, is_after_clock_change: boolean) => ({
  at: new Date().toISOString(),
  local,
  utc_offset: '-04:00',
  is_after_clock_change,
});

describe('ScheduleEdit', () => {
  const api = {
    getSchedule: jest.fn(() => Promise.resolve({ data: schedule })),
    createSchedule: jest.fn(() => Promise.resolve({ data: schedule })),
    updateSchedule: jest.fn(() => Promise.resolve({ data: schedule })),
    previewSchedule: jest.fn(({ body }: { body: PreviewScheduleDto }) =>
      Promise.resolve({
        data: {
          ...body,
          description: 'in words',
          next_times: [
            { ...time('2026-03-07 02:30:00', false), at: '2026-03-07T07:30:00.000Z' },
            { ...time('2026-03-09 02:30:00', true), at: '2026-03-09T06:30:00.000Z' },
          ],
        },
      }),
    ),
  };
  let fixture: ComponentFixture<ScheduleEdit>;

  const render = async (inputs: { id?: string; script_id?: string }) => {
    TestBed.configureTestingModule({
      imports: [ScheduleEdit],
      providers: [
        provideTestTranslations({ schedules: en, executions }),
        provideRouter([]),
        { provide: SchedulesApi, useValue: api },
        {
          provide: ScriptsApi,
          useValue: {
            listScripts: () => Promise.resolve({ data: { items: [script] } }),
            getScript: () => Promise.resolve({ data: script }),
          },
        },
      ],
    });
    jest.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    fixture = TestBed.createComponent(ScheduleEdit);
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
    const loader = TestbedHarnessEnvironment.loader(fixture);
    return {
      loader,
      element: fixture.nativeElement as HTMLElement,
      field: async (label: string) => {
        const field = await loader.getHarness(
          MatFormFieldHarness.with({ floatingLabelText: label }),
        );
        return (await field.getControl(MatInputHarness))!;
      },
      save: async () =>
        (await loader.getHarness(MatButtonHarness.with({ text: common.action.save }))).click(),
    };
  };
  /** The preview waits for a pause in typing. */
  const previewFor = async (expression: string): Promise<void> => {
    for (let attempt = 0; attempt < 100; attempt++) {
      const asked = api.previewSchedule.mock.calls.some(
        ([{ body }]) => body.cron_expression === expression,
      );
      if (asked) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await fixture.whenStable();
  };

  beforeEach(() => jest.clearAllMocks());

  it('shows the next times of what is typed and marks a change of the clocks', async () => {
    const { field, element } = await render({ script_id: '4' });
    await (await field(en.edit.timezone)).setValue('America/New_York');
    await (await field(en.edit.cron)).setValue('30 2 * * *');
    await previewFor('30 2 * * *');
    expect(api.previewSchedule).toHaveBeenLastCalledWith({
      body: { cron_expression: '30 2 * * *', timezone: 'America/New_York', count: 8 },
    });
    const times = [...element.querySelectorAll('ol li')].map((item) => item.textContent);
    expect(times[0]).toContain('2026-03-07 02:30:00');
    expect(times[0]).not.toContain(en.preview.clockChange);
    expect(times[1]).toContain(en.preview.clockChange);
    expect(element.textContent).toContain('At 02:30');
  });

  it('makes a schedule with the values of its script', async () => {
    const { field, save, loader } = await render({ script_id: '4' });
    expect(await (await loader.getHarness(MatSelectHarness)).getValueText()).toBe('Report');
    await (await field(en.edit.name)).setValue(' Nightly ');
    await (await field('CITY')).setValue('Oslo');
    await save();
    expect(api.createSchedule).toHaveBeenCalledWith({
      body: expect.objectContaining({
        script_id: 4,
        name: 'Nightly',
        cron_expression: '0 9 * * 1-5',
        enabled: true,
        params: { CITY: 'Oslo' },
      }),
    });
  });

  it('sends nothing while the form is incomplete', async () => {
    const { save, field } = await render({});
    await (await field(en.edit.timezone)).setValue('Mars/Olympus');
    await save();
    expect(api.createSchedule).not.toHaveBeenCalled();
  });

  it('begins with what a schedule is and saves the change', async () => {
    const { field, save } = await render({ id: '8' });
    expect(await (await field('CITY')).getValue()).toBe('Oslo');
    await (await field(en.edit.cron)).setValue('0 3 * * *');
    await save();
    expect(api.updateSchedule).toHaveBeenCalledWith({
      id: 8,
      body: expect.objectContaining({
        name: 'Nightly',
        cron_expression: '0 3 * * *',
        timezone: 'America/New_York',
        enabled: false,
        params: { CITY: 'Oslo' },
      }),
    });
  });
});
