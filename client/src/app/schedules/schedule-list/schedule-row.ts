import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScheduleDto } from '../../api';
import { RunBars } from '../../scripts/run-history/run-bars';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { CronWordsPipe } from '../cron-words';

/** One schedule of the list: when it comes, how its last runs went, and what can be done with it. */
@Component({
  selector: 'app-schedule-row',
  imports: [
    CronWordsPipe,
    InstantPipe,
    MatCheckbox,
    MatIcon,
    MatIconButton,
    MatMenuModule,
    MatSlideToggle,
    RelativeTimePipe,
    RouterLink,
    RunBars,
    StatusChip,
    TranslocoDirective,
  ],
  templateUrl: './schedule-row.html',
  styleUrl: './schedule-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScheduleRow {
  readonly schedule = input.required<ScheduleDto>();
  readonly isSelected = input.required<boolean>();
  readonly pick = output<boolean>();
  readonly switch = output<boolean>();
  readonly run = output();
  readonly delete = output();
}
