import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';

/** Steps through a list that is read page by page; hidden while everything fits on one. */
@Component({
  selector: 'app-pager',
  imports: [MatIcon, MatIconButton, TranslocoDirective],
  templateUrl: './pager.html',
  styleUrl: './pager.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Pager {
  /** From 1. */
  readonly page = input.required<number>();
  readonly perPage = input.required<number>();
  readonly total = input.required<number>();
  readonly pageChange = output<number>();

  protected readonly first = computed(() => (this.page() - 1) * this.perPage() + 1);
  protected readonly last = computed(() => Math.min(this.page() * this.perPage(), this.total()));
}
