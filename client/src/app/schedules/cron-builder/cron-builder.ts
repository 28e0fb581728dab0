import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import { TranslocoDirective } from '@jsverse/transloco';
import { LanguageService } from '../../shared/language.service';
import { type CronRule, INTERVALS, KINDS, readRule, type RuleKind, writeRule } from './cron-rule';

/** From Monday; 0 is Sunday. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];

/** Makes a cron expression out of plain choices, and shows one as such where it can. */
@Component({
  selector: 'app-cron-builder',
  imports: [MatFormFieldModule, MatInput, MatOption, MatSelect, TranslocoDirective],
  templateUrl: './cron-builder.html',
  styleUrl: './cron-builder.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CronBuilder {
  private readonly language = inject(LanguageService);

  readonly expression = input.required<string>();
  readonly expressionChange = output<string>();

  protected readonly kinds = KINDS;
  protected readonly intervals = INTERVALS;
  protected readonly minutes = Array.from({ length: 60 }, (_, minute) => minute);
  protected readonly monthDays = Array.from({ length: 31 }, (_, day) => day + 1);
  /** Whether the person wants to write the expression, also one that a plain choice could make. */
  private readonly isCustom = signal(false);
  /** Ahead of the form until that hands the new expression back, so that of two quick changes both are kept. */
  protected readonly rule = linkedSignal(() => readRule(this.expression()));
  protected readonly kind = computed(() => (this.isCustom() ? 'custom' : this.rule().kind));
  protected readonly time = computed(() =>
    [this.rule().hour, this.rule().minute].map((value) => String(value).padStart(2, '0')).join(':'),
  );
  protected readonly skipsMonths = computed(
    () => this.kind() === 'monthly' && Number(this.rule().dayOfMonth) > 28,
  );
  protected readonly weekdays = computed(() => {
    const format = new Intl.DateTimeFormat(this.language.current(), {
      weekday: 'short',
      timeZone: 'UTC',
    });
    // 4 January 2026 is a Sunday
    return WEEK.map((day) => ({ day, name: format.format(Date.UTC(2026, 0, 4 + day)) }));
  });

  protected chooseKind(kind: RuleKind): void {
    this.isCustom.set(kind === 'custom');
    if (kind !== 'custom') this.change({ kind });
  }

  protected changeTime(text: string): void {
    const [hour, minute] = text.split(':').map(Number);
    // an emptied field says nothing: what was chosen stays
    if (text && hour !== undefined && minute !== undefined) this.change({ hour, minute });
  }

  /** The last day cannot be taken away: the rule would never come. */
  protected toggleDay(day: number): void {
    const { days } = this.rule();
    const next = days.includes(day) ? days.filter((other) => other !== day) : [...days, day];
    if (next.length) this.change({ kind: 'weekly', days: next });
  }

  protected change(change: Partial<CronRule>): void {
    const expression = writeRule({ ...this.rule(), ...change });
    this.rule.set(readRule(expression));
    this.expressionChange.emit(expression);
  }
}
