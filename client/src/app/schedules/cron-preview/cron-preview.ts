import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { debounceTime } from 'rxjs';
import { SchedulesApi, type PlannedTimeDto } from '../../api';
import { readApiError } from '../../shared/errors/api-error';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { LanguageService } from '../../shared/language.service';
import { duration } from '../../shared/time/duration.pipe';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { cronWords } from '../cron-words';

/** How long a person pauses before what is typed is tried out. */
const pauseMs = 250;
const timesShown = 10;

/** Says what a cron expression means and when it comes next, while it is typed. */
@Component({
  selector: 'app-cron-preview',
  imports: [MatIcon, RelativeTimePipe, TranslocoDirective],
  templateUrl: './cron-preview.html',
  styleUrl: './cron-preview.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CronPreview {
  private readonly api = inject(SchedulesApi);
  private readonly errors = inject(ApiErrorMessage);
  private readonly language = inject(LanguageService);

  readonly expression = input.required<string>();
  readonly timezone = input.required<string>();

  private readonly typed = computed(() => ({
    cron_expression: this.expression().trim(),
    timezone: this.timezone(),
  }));
  private readonly settled = toSignal(toObservable(this.typed).pipe(debounceTime(pauseMs)));

  protected readonly preview = resource({
    params: () => (this.settled()?.cron_expression ? this.settled() : undefined),
    loader: async ({ params }) =>
      (await this.api.previewSchedule({ body: { ...params, count: timesShown } })).data,
  });
  protected readonly sentence = computed(() => {
    if (!this.preview.hasValue()) return '';
    const { cron_expression, description } = this.preview.value();
    return cronWords(cron_expression, this.language.current()) || description;
  });
  /** Which way the clocks go within what is shown, so that it can be explained once. */
  protected readonly changes = computed(() => {
    const times = this.preview.hasValue() ? this.preview.value().next_times : [];
    return {
      isForward: times.some(({ clock_shift_minutes: shift }) => shift > 0),
      isBack: times.some(({ clock_shift_minutes: shift }) => shift < 0),
    };
  });
  protected readonly problem = computed(() => {
    const error = this.preview.error();
    if (!error) return '';
    // The field is known here: its message alone says it.
    const [problem] = readApiError(error).fields;
    return problem ? this.errors.ofProblem(problem) : this.errors.of(error);
  });

  protected shift({ clock_shift_minutes: minutes }: PlannedTimeDto): string {
    return duration(Math.abs(minutes) * 60_000, this.language.current());
  }
}
