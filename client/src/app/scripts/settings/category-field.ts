import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  model,
  resource,
} from '@angular/core';
import { MatAutocompleteModule } from '@angular/material/autocomplete';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import { ScriptsApi } from '../../api/services';
import { tidyCategory } from '../category-path';
import { typedText } from '../typing/typed-text';

/** The folder of a script in the list, typed or chosen from those that exist. */
@Component({
  selector: 'app-category-field',
  imports: [MatAutocompleteModule, MatFormFieldModule, MatInput, TranslocoDirective],
  templateUrl: './category-field.html',
  styleUrl: './category-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CategoryField {
  private readonly api = inject(ScriptsApi);

  /** A path such as `reports/daily`; null: in none. */
  readonly category = model.required<string | null>();

  protected readonly text = typedText({
    value: () => this.category(),
    parse: pathOf,
    format: (path) => path ?? '',
  });
  /** Typing works without them. */
  private readonly known = resource({
    loader: async () => (await this.api.listScriptCategories()).data.items,
  });
  protected readonly offered = computed(() => {
    const typed = this.text().trim().toLowerCase();
    const names = this.known.hasValue() ? this.known.value().map(({ name }) => name) : [];
    return names.filter((name) => name.toLowerCase().includes(typed));
  });

  protected change(text: string): void {
    this.text.set(text);
    this.category.set(pathOf(text));
  }
}

const pathOf = (text: string): string | null => tidyCategory(text) || null;
