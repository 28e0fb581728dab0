import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  numberAttribute,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatOption, MatSelect } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { SchedulesApi, type ScheduleDto } from '../../api';
import { Confirm } from '../../shared/confirm/confirm';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { lastValueOf } from '../../shared/last-value';
import { Pager } from '../../shared/pager/pager';
import { ScriptPicker } from '../../shared/script-picker/script-picker';
import { SearchField } from '../../shared/search-field/search-field';
import { KeyHint } from '../../shared/shortcuts/key-hint';
import { offerShortcuts } from '../../shared/shortcuts/shortcuts';
import { ScheduleCalendar } from '../schedule-calendar/schedule-calendar';
import { ScheduleRow } from './schedule-row';

const PER_PAGE = 50;
const STATES = ['enabled', 'disabled'] as const;

/** What stands in the address; null takes it away. */
type Place = Partial<Record<'q' | 'state' | 'script_id' | 'page' | 'view', string | number | null>>;

/** All schedules as a table or a calendar: found, switched, started. Filters and view stand in the address. */
@Component({
  selector: 'app-schedule-list',
  imports: [
    KeyHint,
    MatButton,
    MatCheckbox,
    MatFormFieldModule,
    MatIcon,
    MatOption,
    MatProgressBar,
    MatSelect,
    PageState,
    Pager,
    RouterLink,
    ScheduleCalendar,
    ScheduleRow,
    ScriptPicker,
    SearchField,
    TranslocoDirective,
  ],
  templateUrl: './schedule-list.html',
  styleUrl: './schedule-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScheduleList {
  private readonly api = inject(SchedulesApi);
  private readonly confirm = inject(Confirm);
  private readonly errors = inject(ApiErrorMessage);
  private readonly notifier = inject(Notifier);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);

  readonly q = input<string>();
  readonly state = input<string>();
  readonly script_id = input<string>();
  readonly page = input(1, { transform: (value: unknown) => numberAttribute(value, 1) });
  readonly view = input<string>();
  /** Month, week or day of the calendar, and a date in it. */
  readonly span = input<string>();
  readonly date = input<string>();

  protected readonly states = STATES;
  protected readonly skeletons = Array.from({ length: 6 });
  protected readonly isCalendar = computed(() => this.view() === 'calendar');
  protected readonly scriptId = computed(() => numberAttribute(this.script_id(), 0) || undefined);
  protected readonly chosenState = computed(() => STATES.find((state) => state === this.state()));
  protected readonly isFiltered = computed(
    () => !!this.q() || !!this.chosenState() || !!this.scriptId(),
  );
  private readonly loaded = resource({
    params: () =>
      this.isCalendar()
        ? undefined
        : {
            q: this.q() || undefined,
            state: this.chosenState(),
            script_id: this.scriptId(),
            page: this.page(),
            per_page: PER_PAGE,
          },
    loader: async ({ params }) => (await this.api.listSchedules(params)).data,
  });
  /** What was read, also while more is read; a switched schedule is put in its place at once. */
  protected readonly schedules = lastValueOf(this.loaded);
  protected readonly isLoading = this.loaded.isLoading;
  /** Ids; those that are not shown any more are not chosen any more. */
  protected readonly selected = linkedSignal<ScheduleDto[], ReadonlySet<number>>({
    source: () => this.schedules()?.items ?? [],
    computation: (schedules, previous) =>
      new Set(schedules.map(({ id }) => id).filter((id) => previous?.value.has(id))),
  });
  protected readonly isBusy = signal(false);
  protected readonly failure = computed(() => {
    const error = this.loaded.error();
    return error ? this.errors.of(error) : '';
  });

  constructor() {
    offerShortcuts([
      {
        keys: 'n',
        label: 'schedules.list.new',
        run: () =>
          this.router.navigate(['/schedules/new'], { queryParams: { script: this.scriptId() } }),
      },
    ]);
  }

  /** Changes what the address says; a change of filter begins at the first page. */
  protected show(change: Place): void {
    void this.router.navigate([], {
      queryParams: { page: null, ...change },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected showAll(): void {
    this.show({ q: null, state: null, script_id: null });
  }

  protected reload(): void {
    this.loaded.reload();
  }

  protected select(id: number, isChosen: boolean): void {
    const next = new Set(this.selected());
    if (isChosen) next.add(id);
    else next.delete(id);
    this.selected.set(next);
  }

  protected selectAll(isChosen: boolean): void {
    const ids = this.schedules()?.items.map(({ id }) => id) ?? [];
    this.selected.set(new Set(isChosen ? ids : []));
  }

  /** Shows the switch turned at once, offers the way back, and turns it back when the server refuses. */
  protected async switch(schedule: ScheduleDto, enabled: boolean): Promise<void> {
    this.put({ ...schedule, enabled, next_run_time: enabled ? schedule.next_run_time : null });
    try {
      this.put((await this.api.updateSchedule({ id: schedule.id, body: { enabled } })).data);
      this.notifier.tellUndoable(
        this.say(enabled ? 'enabledNow' : 'disabledNow', { name: schedule.name }),
        { run: () => this.switch({ ...schedule, enabled }, !enabled) },
      );
    } catch (error) {
      // Any failed call: what stood there before stands there again.
      this.put(schedule);
      this.notifier.fail(error);
    }
  }

  /** Switches all that are selected, and offers the way back for those that were not so before. */
  protected async switchChosen(enabled: boolean): Promise<void> {
    const ids = [...this.selected()];
    const turned = (this.schedules()?.items ?? [])
      .filter((schedule) => ids.includes(schedule.id) && schedule.enabled !== enabled)
      .map(({ id }) => id);
    const count = await this.switchAll(ids, enabled);
    if (count === null) return;
    this.selected.set(new Set());
    const text = this.say(enabled ? 'enabledMany' : 'disabledMany', { count });
    if (turned.length === 0) this.notifier.tell(text);
    else this.notifier.tellUndoable(text, { run: () => this.switchAll(turned, !enabled) });
  }

  /** @returns how many are so now; null when it could not be done */
  private async switchAll(ids: number[], enabled: boolean): Promise<number | null> {
    this.isBusy.set(true);
    try {
      const { items } = (await this.api.switchSchedules({ body: { ids, enabled } })).data;
      for (const item of items) this.put(item);
      return items.length;
    } catch (error) {
      // Any failed call: the selection stays, so that it can be tried again.
      this.notifier.fail(error);
      return null;
    } finally {
      this.isBusy.set(false);
    }
  }

  protected async runNow({ id, name }: ScheduleDto): Promise<void> {
    try {
      const { data } = await this.api.runSchedule({ id });
      this.notifier.tellMore(this.say('started', { name }), {
        label: this.transloco.translate('action.open'),
        run: () => this.router.navigate(['/executions', data.id]),
      });
      this.loaded.reload();
    } catch (error) {
      this.notifier.fail(error);
    }
  }

  protected async delete({ id, name }: ScheduleDto): Promise<void> {
    const isSure = await this.confirm.ask({
      heading: this.say('deleteQuestion', { name }),
      text: this.say('deleteText'),
      action: this.transloco.translate('action.delete'),
      isDanger: true,
    });
    if (!isSure) return;
    try {
      await this.api.deleteSchedule({ id });
      this.notifier.tell(this.say('deleted', { name }));
    } catch (error) {
      this.notifier.fail(error);
    }
    this.loaded.reload();
  }

  private put(schedule: ScheduleDto): void {
    this.schedules.update(
      (page) =>
        page && {
          ...page,
          items: page.items.map((item) => (item.id === schedule.id ? schedule : item)),
        },
    );
  }

  private say(key: string, values: object = {}): string {
    return this.transloco.translate(`schedules.list.${key}`, { ...values });
  }
}
