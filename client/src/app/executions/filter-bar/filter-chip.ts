import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatMenuTrigger, type MatMenuPanel } from '@angular/material/menu';
import { TranslocoDirective } from '@jsverse/transloco';

/** A filter that is set: what it narrows to, a way to change it, and a way to take it away. */
@Component({
  selector: 'app-filter-chip',
  imports: [MatIcon, MatMenuTrigger, NgTemplateOutlet, TranslocoDirective],
  templateUrl: './filter-chip.html',
  styleUrl: './filter-chip.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilterChip {
  /** Already translated, as is `value`. */
  readonly name = input.required<string>();
  readonly value = input.required<string>();
  /** What it is changed with; null where that takes more than a menu. */
  readonly menu = input<MatMenuPanel | null>(null);
  /** It is to be changed, and has no menu. */
  readonly changing = output();
  readonly removed = output();
}
