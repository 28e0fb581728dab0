import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  inject,
  input,
  linkedSignal,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ExecutionsApi, type TimelineBarDto, type TimelineDto } from '../../api';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { LanguageService } from '../../shared/language.service';
import { PageState } from '../../shared/page-state/page-state';
import { duration } from '../../shared/time/duration.pipe';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { Now } from '../../shared/time/now';
import type { ExecutionFilters } from '../execution-list/execution-feed';
import { layOut, ticksOf, type TimeWindow } from './timeline-layout';

const MINUTE_MS = 60_000;
/** What a window may last. */
const SPANS_MINUTES = [5, 15, 60, 180, 720, 1_440, 4_320, 10_080, 43_200];
/** @param index into the spans; beyond them the longest */
const minutesOf = (index: number): number => SPANS_MINUTES[index] ?? 43_200;
const FIRST_SPAN = SPANS_MINUTES.indexOf(180);
const REFRESH_MS = 5_000;
const LEGEND = ['pending', 'running', 'success', 'failed', 'cancelled'] as const;

/** A window as an address tells it; null for what is usual. */
export interface TimelinePlace {
  readonly minutes: string | null;
  /** Its end as an ISO instant; null follows the clock. */
  readonly until: string | null;
}

/** A window of time with a row per script and a bar per run; bars of what runs grow. */
@Component({
  selector: 'app-timeline',
  imports: [
    InstantPipe,
    MatButton,
    MatIcon,
    MatIconButton,
    MatProgressBar,
    MatTooltip,
    PageState,
    RouterLink,
    TranslocoDirective,
  ],
  templateUrl: './timeline.html',
  styleUrl: './timeline.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Timeline {
  private readonly api = inject(ExecutionsApi);
  private readonly document = inject(DOCUMENT);
  private readonly errors = inject(ApiErrorMessage);
  private readonly language = inject(LanguageService);
  private readonly now = inject(Now);

  readonly filters = input.required<ExecutionFilters>();
  /** How long the window is; three hours for what is none of the spans. */
  readonly minutes = input<string>();
  /** Where the window ends; now for what is no instant of the past. */
  readonly until = input<string>();
  /** The window was moved or became longer or shorter. */
  readonly moved = output<TimelinePlace>();

  protected readonly legend = LEGEND;
  private readonly span = linkedSignal(() => {
    const index = SPANS_MINUTES.indexOf(Number(this.minutes()));
    return index < 0 ? FIRST_SPAN : index;
  });
  private readonly spanMs = computed(() => minutesOf(this.span()) * MINUTE_MS);
  /** End of the window; null follows the clock. */
  private readonly end = linkedSignal(() => {
    const at = Date.parse(this.until() ?? '');
    return at < Date.now() ? at : null;
  });
  /** Where a window that follows the clock was when it was read last. */
  private readonly readAt = signal(Date.now());

  protected readonly isLive = computed(() => this.end() === null);
  protected readonly canZoomIn = computed(() => this.span() > 0);
  protected readonly canZoomOut = computed(() => this.span() < SPANS_MINUTES.length - 1);
  protected readonly window = computed((): TimeWindow => {
    const to = this.end() ?? this.readAt();
    return { from: to - this.spanMs(), to };
  });
  protected readonly timeline = resource({
    params: () => ({ filters: this.filters(), window: this.window() }),
    loader: async ({ params: { filters, window } }) => {
      // the window is the time that counts here, not the list's
      const others = { ...filters };
      delete others.created_from;
      delete others.created_to;
      const from = new Date(window.from).toISOString();
      const to = new Date(window.to).toISOString();
      return (await this.api.getTimeline({ ...others, from, to })).data;
    },
  });
  /** The last good answer, so that nothing flickers while the next one is read. */
  private readonly shown = linkedSignal<TimelineDto | undefined, TimelineDto | undefined>({
    source: () => (this.timeline.hasValue() ? this.timeline.value() : undefined),
    computation: (answer, before) => answer ?? before?.value,
  });
  protected readonly isRead = computed(() => this.shown() !== undefined);
  protected readonly isCut = computed(() => this.shown()?.is_cut ?? false);
  protected readonly rows = computed(() =>
    layOut(this.shown()?.items ?? [], this.window(), this.now.everySecond()),
  );
  protected readonly ticks = computed(() => {
    const { from, to } = this.window();
    return ticksOf(this.window(), 7).map((at) => ({
      at,
      left: ((at - from) / (to - from)) * 100,
      label: this.tickFormat().format(at),
    }));
  });
  private readonly tickFormat = computed(() => {
    const isLong = this.spanMs() > 1_440 * MINUTE_MS;
    return new Intl.DateTimeFormat(
      this.language.current() === 'en' ? 'en-GB' : 'zh-CN',
      isLong ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit' },
    );
  });

  constructor() {
    const timer = setInterval(() => {
      if (this.isLive() && !this.document.hidden) this.readAt.set(Date.now());
    }, REFRESH_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected fromText(): string {
    return new Date(this.window().from).toISOString();
  }

  protected toText(): string {
    return new Date(this.window().to).toISOString();
  }

  protected errorText(): string {
    return this.errors.of(this.timeline.error());
  }

  /** @param direction 1 shows less time, -1 more, around the middle of the window */
  protected zoom(direction: 1 | -1): void {
    const next = this.span() - direction;
    if (next < 0 || next >= SPANS_MINUTES.length) return;
    const { from, to } = this.window();
    this.span.set(next);
    if (this.isLive()) this.tell();
    else this.moveTo((from + to) / 2 + this.spanMs() / 2);
  }

  /** @param direction -1 for earlier, by half a window */
  protected pan(direction: 1 | -1): void {
    this.moveTo(this.window().to + (direction * this.spanMs()) / 2);
  }

  protected follow(): void {
    this.readAt.set(Date.now());
    this.end.set(null);
    this.tell();
  }

  protected steer(event: KeyboardEvent): void {
    const steps: Record<string, () => void> = {
      ArrowLeft: () => this.pan(-1),
      ArrowRight: () => this.pan(1),
      '+': () => this.zoom(1),
      '=': () => this.zoom(1),
      '-': () => this.zoom(-1),
    };
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  }

  /** What a bar says when it is pointed at or focused. @param t translates a key */
  protected facts(run: TimelineBarDto, t: (key: string, values?: object) => string): string {
    const end = run.end_time === null ? this.now.everySecond() : Date.parse(run.end_time);
    const took = run.start_time === null ? null : end - Date.parse(run.start_time);
    const reason =
      run.reason && t(`reason.${run.reason}`, { code: run.exit_code, signal: run.signal });
    return [
      `${run.script_name} #${run.id}`,
      t(`status.${run.status}`),
      reason,
      this.clockFormat().format(Date.parse(run.start_time ?? run.created_at)),
      took === null ? null : duration(took, this.language.current()),
    ]
      .filter(Boolean)
      .join(' · ');
  }

  private readonly clockFormat = computed(
    () =>
      new Intl.DateTimeFormat(this.language.current() === 'en' ? 'en-GB' : 'zh-CN', {
        timeStyle: 'medium',
        dateStyle: 'short',
      }),
  );

  /** A window that reaches the present follows it. */
  private moveTo(end: number): void {
    if (end >= Date.now()) return this.follow();
    this.end.set(end);
    this.tell();
  }

  private tell(): void {
    const end = this.end();
    this.moved.emit({
      minutes: this.span() === FIRST_SPAN ? null : String(minutesOf(this.span())),
      until: end === null ? null : new Date(end).toISOString(),
    });
  }
}
