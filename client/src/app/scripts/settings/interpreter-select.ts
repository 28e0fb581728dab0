import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  model,
  resource,
} from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptType } from '../../api/models';
import { InterpretersApi } from '../../api/services';

/** Which interpreter runs a script: one of the list, or the default of its language. */
@Component({
  selector: 'app-interpreter-select',
  imports: [MatFormFieldModule, MatInput, RouterLink, TranslocoDirective],
  templateUrl: './interpreter-select.html',
  styleUrl: './interpreter-select.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InterpreterSelect {
  private readonly api = inject(InterpretersApi);

  readonly language = input.required<ScriptType>();
  /** Null: the default. */
  readonly chosen = model.required<number | null>();

  private readonly listed = resource({
    loader: async () => (await this.api.listInterpreters()).data.items,
  });
  protected readonly interpreters = computed(() =>
    this.listed.hasValue()
      ? this.listed.value().filter(({ language }) => language === this.language())
      : [],
  );
  protected readonly standard = computed(() =>
    this.interpreters().find(({ is_default }) => is_default),
  );
  /** What will run the script; undefined while the list is read, and for one that was removed. */
  protected readonly current = computed(() =>
    this.chosen() === null
      ? this.standard()
      : this.interpreters().find(({ id }) => id === this.chosen()),
  );
  /** Whether the choice is not in the list any more. */
  protected readonly isRemoved = computed(
    () => this.chosen() !== null && this.listed.hasValue() && !this.current(),
  );
  protected readonly isGone = computed(() => this.current()?.is_available === false);

  protected choose(value: string): void {
    this.chosen.set(value === '' ? null : Number(value));
  }
}
