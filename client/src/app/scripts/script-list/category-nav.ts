import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { LabelCountDto } from '../../api/models';

/** Places to look for scripts: all, favourites, and the folders of their categories. */
@Component({
  selector: 'app-category-nav',
  imports: [MatIcon, TranslocoDirective],
  templateUrl: './category-nav.html',
  styleUrl: './category-nav.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CategoryNav {
  readonly categories = input.required<LabelCountDto[]>();
  readonly chosen = input<string | undefined>();
  readonly isFavourites = input(false);

  /** The category to show; null = all. */
  readonly choose = output<string | null>();
  readonly chooseFavourites = output();

  protected readonly folders = computed(() =>
    this.categories().map(({ name, count }) => {
      const names = name.split('/');
      return { name, count, label: names.at(-1) ?? name, depth: names.length - 1 };
    }),
  );
}
