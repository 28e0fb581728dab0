import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  model,
  resource,
  signal,
} from '@angular/core';
import { MatAutocompleteModule } from '@angular/material/autocomplete';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import { ScriptsApi, type ScriptSummaryDto } from '../../api';

const OFFERED_AT_ONCE = 50;
/** A pause this long in typing starts the search. */
const TYPING_PAUSE_MS = 250;

type Choice = Pick<ScriptSummaryDto, 'id' | 'name'>;

/** Chooses one of any number of scripts: the server searches for what is typed. */
@Component({
  selector: 'app-script-picker',
  imports: [MatAutocompleteModule, MatFormFieldModule, MatInput, TranslocoDirective],
  templateUrl: './script-picker.html',
  styleUrl: './script-picker.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptPicker {
  private readonly api = inject(ScriptsApi);

  /** Already translated, as are `none` and `error`. */
  readonly label = input.required<string>();
  /** What to choose for no script in particular; '' when there has to be one. */
  readonly none = input('');
  /** What is wrong with the choice; '' for nothing. */
  readonly error = input('');
  /** Undefined or 0: none. */
  readonly scriptId = model<number>();

  /** Null while nothing is being typed. */
  private readonly typed = signal<string | null>(null);
  private readonly search = signal('');
  private readonly picked = signal<Choice | null>(null);
  private readonly read = resource({
    params: () => {
      const id = this.scriptId();
      return id && id !== this.picked()?.id ? id : undefined;
    },
    loader: async ({ params: id }) => (await this.api.getScript({ id })).data,
  });
  private readonly found = resource({
    params: () => this.search(),
    loader: async ({ params: search }) =>
      (await this.api.listScripts({ ...(search && { search }), per_page: OFFERED_AT_ONCE })).data
        .items,
  });
  /** What was found last, also while more is searched for; none when they cannot be loaded. */
  protected readonly offered = linkedSignal<readonly Choice[] | undefined, readonly Choice[]>({
    source: () => (this.found.hasValue() ? this.found.value() : undefined),
    computation: (found, previous) => found ?? previous?.value ?? [],
  });
  protected readonly isNothingFound = computed(
    () => this.found.hasValue() && this.found.value().length === 0,
  );
  protected readonly text = computed(() => this.typed() ?? this.chosenName());
  protected readonly errorState = { isErrorState: () => this.error() !== '' };

  constructor() {
    effect((onCleanup) => {
      const search = this.typed()?.trim() ?? '';
      const timer = setTimeout(() => this.search.set(search), TYPING_PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  protected type(text: string): void {
    this.typed.set(text);
  }

  protected choose(choice: Choice | null): void {
    this.picked.set(choice);
    this.typed.set(null);
    this.scriptId.set(choice?.id);
  }

  /** What was typed and not chosen is no choice: the chosen one stands there again. */
  protected giveUpTyping(): void {
    this.typed.set(null);
  }

  protected nameOf(choice: Choice | null): string {
    return choice?.name ?? '';
  }

  private chosenName(): string {
    const id = this.scriptId();
    if (!id) return '';
    const picked = this.picked();
    if (picked?.id === id) return picked.name;
    if (this.read.hasValue()) return this.read.value().name;
    return this.read.error() ? `#${id}` : '';
  }
}
