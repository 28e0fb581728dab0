import { HttpErrorResponse } from '@angular/common/http';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatAutocompleteHarness } from '@angular/material/autocomplete/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatSelectHarness } from '@angular/material/select/testing';
import { provideRouter, Router } from '@angular/router';
import { SchedulesApi, ScriptsApi, SystemApi, type PreviewScheduleDto } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import executions from '../../executions/i18n/en';
import common from '../../i18n/en';
import en from '../i18n/en';
import { Confirm } from '../../shared/confirm/confirm';
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
const time = (local: string, clock_shift_minutes: number) => ({
  at: new Date().toISOString(),
  local,
  utc_offset: '-04:00',
  is_after_clock_change: clock_shift_minutes !== 0,
  clock_shift_minutes,
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
            { ...time('2026-03-07 02:30:00', 0), at: '2026-03-07T07:30:00.000Z' },
            { ...time('2026-03-09 02:30:00', 60), at: '2026-03-09T06:30:00.000Z' },
          ],
        },
      }),
    ),
  };
  let fixture: ComponentFixture<ScheduleEdit>;

  const render = async (inputs: { id?: string; script?: string; script_id?: string }) => {
    TestBed.configureTestingModule({
      imports: [ScheduleEdit],
      providers: [
        provideTestTranslations({ schedules: en, executions }),
        provideRouter([]),
        { provide: SchedulesApi, useValue: api },
        {
          provide: SystemApi,
          useValue: {
            getSystem: () => Promise.resolve({ data: { default_timezone: 'Asia/Shanghai' } }),
          },
        },
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
      body: { cron_expression: '30 2 * * *', timezone: 'America/New_York', count: 10 },
    });
    const times = [...element.querySelectorAll('ol li')].map((item) => item.textContent);
    expect(times[0]).toContain('2026-03-07 02:30:00');
    expect(times[0]).not.toContain('clocks');
    expect(times[1]).toContain('clocks go forward 1h 0m before this');
    expect(element.textContent).toContain(en.preview.forwardText);
    expect(element.textContent).not.toContain(en.preview.backText);
    expect(element.textContent).toContain('At 02:30');
  });

  it('makes a schedule with the values of its script', async () => {
    const { field, save } = await render({ script_id: '4' });
    expect(await (await field(en.edit.script)).getValue()).toBe('Report');
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
      body: { cron_expression: '0 3 * * *', base: { cron_expression: '30 2 * * *' } },
    });
  });

  it('sends the values as one when one of them was changed, with what stood there', async () => {
    const { field, save } = await render({ id: '8' });
    await (await field('CITY')).setValue('Rome');
    await save();
    expect(api.updateSchedule).toHaveBeenCalledWith({
      id: 8,
      body: { params: { CITY: 'Rome' }, base: { params: { CITY: 'Oslo' } } },
    });
  });

  describe('when somebody else changed the same', () => {
    const theirs = { ...schedule, name: 'Theirs', timezone: 'Asia/Tokyo' };
    const conflicting = async () => {
      const page = await render({ id: '8' });
      const answer = {
        error: 'SCHEDULE_CHANGED',
        message: '',
        details: { current: theirs, changed: ['name'] },
      };
      api.updateSchedule.mockRejectedValueOnce(
        new HttpErrorResponse({ status: 409, error: answer }),
      );
      await (await page.field(en.edit.name)).setValue('Mine');
      await page.save();
      const press = async (text: string) =>
        (await page.loader.getHarness(MatButtonHarness.with({ text }))).click();
      return { ...page, press };
    };

    it('says what it is now and saves on top of it when asked to', async () => {
      const { element, press } = await conflicting();
      const alert = element.querySelector('[role="alert"]');
      expect(alert?.textContent).toContain(`${en.edit.name}: Theirs`);
      expect(alert?.textContent).not.toContain('Asia/Tokyo');
      await press(en.edit.saveAnyway);
      expect(api.updateSchedule).toHaveBeenLastCalledWith({
        id: 8,
        body: { name: 'Mine', base: { name: 'Theirs' } },
      });
      expect(TestBed.inject(Router).navigate).toHaveBeenCalledWith(['/schedules']);
    });

    it('shows theirs instead when asked to', async () => {
      const { element, field, press } = await conflicting();
      api.getSchedule.mockResolvedValueOnce({ data: theirs });
      await press(en.edit.takeTheirs);
      await fixture.whenStable();
      expect(await (await field(en.edit.name)).getValue()).toBe('Theirs');
      expect(await (await field(en.edit.timezone)).getValue()).toBe('Asia/Tokyo');
      expect(element.querySelector('[role="alert"]')).toBeNull();
      expect(fixture.componentInstance.canLeave()).toBe(true);
    });
  });

  it('makes the expression from plain choices, and shows it as one of them', async () => {
    const { field, loader, element } = await render({ script: '4' });
    const choose = async (label: string, option: string) => {
      const chosen = await loader.getHarness(
        MatFormFieldHarness.with({ floatingLabelText: label }),
      );
      await (await chosen.getControl(MatSelectHarness))!.clickOptions({ text: option });
    };
    await choose(en.build.label, en.build.weekly);
    const days = element.querySelectorAll<HTMLButtonElement>('app-cron-builder .day');
    days[2]?.click();
    await fixture.whenStable();
    expect(await (await field(en.edit.cron)).getValue()).toBe('0 9 * * 1,2,4,5');
    await choose(en.build.label, en.build.monthly);
    await choose(en.build.dayOfMonth, en.build.lastDay);
    expect(await (await field(en.edit.cron)).getValue()).toBe('0 9 L * *');
    await (await field(en.edit.cron)).setValue('*/20 * * * *');
    const kind = await loader.getHarness(
      MatFormFieldHarness.with({ floatingLabelText: en.build.label }),
    );
    expect(await (await kind.getControl(MatSelectHarness))!.getValueText()).toBe(en.build.minutes);
  });

  it('offers the zones of browser and server above all others', async () => {
    const { loader, field } = await render({ script: '4' });
    const zone = await loader.getHarness(
      MatAutocompleteHarness.with({ selector: '[formControlName=timezone]' }),
    );
    await (await field(en.edit.timezone)).setValue('shang');
    await zone.focus();
    const options = await Promise.all((await zone.getOptions()).map((option) => option.getText()));
    expect(options[0]).toMatch(/Asia\/Shanghai.*UTC\+08:00.*of the server/s);
  });

  it('says so when there is no such zone', async () => {
    const { loader, field } = await render({ script: '4' });
    const zone = await loader.getHarness(
      MatAutocompleteHarness.with({ selector: '[formControlName=timezone]' }),
    );
    await (await field(en.edit.timezone)).setValue('Olympus');
    await zone.focus();
    const options = await zone.getOptions();
    expect(await Promise.all(options.map((option) => option.getText()))).toEqual([
      en.edit.timezoneUnknown,
    ]);
  });

  it('asks before changes are lost', async () => {
    const { field } = await render({ id: '8' });
    const ask = jest.spyOn(TestBed.inject(Confirm), 'ask').mockResolvedValue(false);
    expect(fixture.componentInstance.canLeave()).toBe(true);
    await (await field(en.edit.name)).setValue('Other');
    expect(await fixture.componentInstance.canLeave()).toBe(false);
    expect(ask).toHaveBeenCalled();
  });
});
