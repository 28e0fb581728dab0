import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { dateFormat } from '../../shared/formats';
import { LanguageService } from '../../shared/language.service';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { CronWordsPipe } from '../cron-words';
import type { CalendarCell } from './calendar-lines';

/** Days one below the other, each with its schedules in full. */
@Component({
  selector: 'app-calendar-agenda',
  imports: [CronWordsPipe, RouterLink, StatusChip, TranslocoDirective],
  templateUrl: './calendar-agenda.html',
  styleUrl: './calendar-agenda.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CalendarAgenda {
  private readonly language = inject(LanguageService);

  readonly days = input.required<CalendarCell[]>();
  readonly today = input.required<string>();

  protected dayName(date: string): string {
    return dateFormat(this.locale(), {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(new Date(date));
  }

  protected time(instant: string): string {
    return dateFormat(this.locale(), { hour: '2-digit', minute: '2-digit' }).format(
      new Date(instant),
    );
  }

  private locale(): string {
    return this.language.current() === 'en' ? 'en-GB' : 'zh-CN';
  }
}
