import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Differences } from './differences';

/** What differs by name, in a table, with how much is the same below it. */
@Component({
  selector: 'app-difference-table',
  imports: [TranslocoDirective],
  templateUrl: './difference-table.html',
  styleUrl: './comparison-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DifferenceTable {
  readonly differences = input.required<Differences>();
  /** What the first column names. */
  readonly heading = input.required<string>();
  readonly beforeId = input.required<number>();
  readonly afterId = input.required<number>();
}
