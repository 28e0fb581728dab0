import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptUsageDto } from '../../api';
import { FileSizePipe } from '../../executions/file-size.pipe';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { DaysPipe } from './days.pipe';

/** What the runs of each script take, with a bar that compares them with the largest. */
@Component({
  selector: 'app-script-usage-table',
  imports: [
    DaysPipe,
    FileSizePipe,
    InstantPipe,
    MatIcon,
    MatTooltip,
    RelativeTimePipe,
    RouterLink,
    TranslocoDirective,
  ],
  templateUrl: './script-usage-table.html',
  styleUrl: './script-usage-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptUsageTable {
  /** The largest first. */
  readonly scripts = input.required<readonly ScriptUsageDto[]>();

  private readonly largest = computed(() => this.scripts()[0]?.bytes ?? 0);

  /** In percent of the largest. */
  protected shareOf({ bytes }: ScriptUsageDto): number {
    return this.largest() ? (bytes / this.largest()) * 100 : 0;
  }
}
