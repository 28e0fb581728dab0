import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  resource,
  signal,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { map } from 'rxjs';
import { SchedulesApi } from '../../api';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { dateFormat } from '../../shared/formats';
import { LanguageService } from '../../shared/language.service';
import { PageState } from '../../shared/page-state/page-state';
import { ownTimezone } from '../schedule-edit/timezones';
import { CalendarAgenda } from './calendar-agenda';
import { calendarCells, type CalendarCell, type CalendarLine } from './calendar-lines';
import { addDays, addMonths, isDate, shownDates, SPANS, step, today } from './calendar-dates';

/** Lines that fit into a day of the month, and into one of the week. */
const LINES = { month: 3, week: 14, day: 0 };
const ICONS = {
  failed: 'error',
  cancelled: 'block',
  running: 'autorenew',
  pending: 'hourglass_empty',
  success: 'check_circle',
  coming: 'schedule',
};
/** How far an arrow key goes, in days. */
const KEYS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** What schedules did and will do, as a month, a week or a day; a list of days on a narrow screen. */
@Component({
  selector: 'app-schedule-calendar',
  imports: [
    CalendarAgenda,
    MatButton,
    MatIcon,
    MatIconButton,
    MatProgressBar,
    PageState,
    RouterLink,
    TranslocoDirective,
  ],
  templateUrl: './schedule-calendar.html',
  styleUrl: './schedule-calendar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScheduleCalendar {
  private readonly api = inject(SchedulesApi);
  private readonly errors = inject(ApiErrorMessage);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly language = inject(LanguageService);
  private readonly router = inject(Router);

  readonly scriptId = input<number>();
  /** `month` (also for anything unknown), `week` or `day`. */
  readonly span = input<string>();
  /** A date that is shown; today's without it. */
  readonly date = input<string>();

  protected readonly spans = SPANS;
  protected readonly zone = ownTimezone();
  protected readonly today = today();
  protected readonly isNarrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 799px)')
      .pipe(map(({ matches }) => matches)),
    { initialValue: false },
  );
  protected readonly chosenSpan = computed(
    () => SPANS.find((span) => span === this.span()) ?? 'month',
  );
  protected readonly chosenDate = computed(() => {
    const date = this.date();
    return isDate(date) ? date : this.today;
  });
  /** The day the arrow keys have come to. */
  protected readonly active = signal<string | null>(null);
  protected readonly loaded = resource({
    params: () => ({
      ...shownDates(this.chosenSpan(), this.chosenDate()),
      timezone: this.zone,
      script_id: this.scriptId(),
    }),
    loader: async ({ params }) => (await this.api.getCalendar(params)).data,
  });
  private readonly cells = computed(() =>
    this.loaded.hasValue() ? calendarCells(this.loaded.value()) : [],
  );
  protected readonly weeks = computed(() => {
    const cells = this.cells();
    return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
      cells.slice(week * 7, week * 7 + 7),
    );
  });
  /** Days with something; all days of the list would be mostly empty ones. */
  protected readonly agenda = computed(() => {
    const month = this.chosenDate().slice(0, 7);
    const isOwn = ({ date }: CalendarCell) =>
      this.chosenSpan() !== 'month' || date.startsWith(month);
    return this.cells().filter((cell) => cell.lines.length > 0 && isOwn(cell));
  });
  protected readonly isCut = computed(() => this.loaded.hasValue() && this.loaded.value().is_cut);
  protected readonly failure = computed(() => {
    const error = this.loaded.error();
    return error ? this.errors.of(error) : '';
  });
  protected readonly heading = computed(() => {
    const date = this.chosenDate();
    if (this.chosenSpan() === 'month') return this.say(date, { month: 'long', year: 'numeric' });
    if (this.chosenSpan() === 'day') return this.say(date, { dateStyle: 'full' });
    const { from, to } = shownDates('week', date);
    const format = this.format({ dateStyle: 'medium' });
    return format.formatRange(new Date(from), new Date(to));
  });
  protected readonly weekdays = computed(() =>
    // 5 January 2026 is a Monday
    Array.from({ length: 7 }, (_, day) =>
      this.say(addDays('2026-01-05', day), { weekday: 'short' }),
    ),
  );

  protected go(direction: 1 | -1): void {
    this.show({ date: step(this.chosenSpan(), this.chosenDate(), direction) });
  }

  protected show(place: { span?: string | null; date?: string | null }): void {
    this.active.set(null);
    void this.router.navigate([], { queryParams: place, queryParamsHandling: 'merge' });
  }

  protected isOutside(date: string): boolean {
    return this.chosenSpan() === 'month' && !date.startsWith(this.chosenDate().slice(0, 7));
  }

  protected fits({ lines }: CalendarCell): CalendarLine[] {
    const room = LINES[this.chosenSpan()];
    return lines.length > room + 1 ? lines.slice(0, room) : lines;
  }

  protected icon({ status }: CalendarLine): string {
    return ICONS[status ?? 'coming'];
  }

  /** A run when it is the only one, else the runs of that day, else the schedule. */
  protected target({ runs, schedule }: CalendarLine): unknown[] {
    return runs[0]?.link ?? ['/schedules', schedule.id];
  }

  /** When it comes next on that day, or how often it ran. */
  protected when({ runs, coming, hasMore }: CalendarLine): string {
    const [first] = coming;
    if (first) {
      const time = this.time(first);
      return hasMore || coming.length > 1
        ? `${time} +${coming.length - 1}${hasMore ? '+' : ''}`
        : time;
    }
    const count = runs.reduce((sum, one) => sum + one.count, 0);
    return count > 1 ? `×${count}` : '';
  }

  protected dayNumber(date: string): number {
    return Number(date.slice(8));
  }

  protected dayName(date: string): string {
    return this.say(date, { dateStyle: 'full' });
  }

  protected tabIndex(date: string): number {
    return date === (this.active() ?? this.chosenDate()) ? 0 : -1;
  }

  /** Arrow keys go from day to day, Page Up and Down from month to month. */
  protected moveByKey(event: KeyboardEvent, date: string): void {
    const days = KEYS[event.key];
    const months = { PageUp: -1, PageDown: 1 }[event.key];
    if (days === undefined && months === undefined) return;
    event.preventDefault();
    const next = months ? addMonths(date, months) : addDays(date, days ?? 0);
    const button = this.host.nativeElement.querySelector<HTMLElement>(`[data-date="${next}"]`);
    if (button) {
      this.active.set(next);
      button.focus();
    } else {
      this.show({ date: next });
    }
  }

  private time(instant: string): string {
    return dateFormat(this.locale(), { hour: '2-digit', minute: '2-digit' }).format(
      new Date(instant),
    );
  }

  private say(date: string, options: Intl.DateTimeFormatOptions): string {
    return this.format(options).format(new Date(date));
  }

  /** Dates of the calendar are no instants: they are read and written in UTC. */
  private format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return dateFormat(this.locale(), { ...options, timeZone: 'UTC' });
  }

  private locale(): string {
    return this.language.current() === 'en' ? 'en-GB' : 'zh-CN';
  }
}
