import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { VersionSummaryDto } from '../../api/models';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { noteOf } from './version-note';

/** Versions from the newest down, one of them chosen and one that it is compared with. */
@Component({
  selector: 'app-version-timeline',
  imports: [InstantPipe, MatIcon, MatIconButton, MatTooltip, RelativeTimePipe, TranslocoDirective],
  templateUrl: './version-timeline.html',
  styleUrl: './version-timeline.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VersionTimeline {
  readonly versions = input.required<VersionSummaryDto[]>();
  /** Number of the script's current version. */
  readonly current = input.required<number>();
  readonly chosen = input.required<number>();
  /** The version that the chosen one is compared with. */
  readonly base = input.required<number>();
  readonly choose = output<number>();
  readonly chooseBase = output<number>();

  protected readonly noteOf = noteOf;
}
