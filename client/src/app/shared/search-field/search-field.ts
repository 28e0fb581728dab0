import {
  ChangeDetectionStrategy,
  Component,
  effect,
  type ElementRef,
  input,
  linkedSignal,
  model,
  viewChild,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import { focusAndSelect } from '../focus-and-select';
import { offerShortcuts } from '../shortcuts/shortcuts';

/** A pause this long in typing starts the search. */
const TYPING_PAUSE_MS = 250;

/** A field that looks for things in a list while one types; `/` leads to it. */
@Component({
  selector: 'app-search-field',
  imports: [MatFormFieldModule, MatIcon, MatIconButton, MatInput, TranslocoDirective],
  templateUrl: './search-field.html',
  styleUrl: './search-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SearchField {
  /** What can be found, and by what. */
  readonly label = input.required<string>();
  /** What is looked for, without spaces around it; empty when nothing is. */
  readonly text = model('');

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  /** What stands in the field: a space at its end stays, for the next word. */
  protected readonly typed = linkedSignal<string, string>({
    source: this.text,
    computation: (text, previous) => (previous?.value.trim() === text ? previous.value : text),
  });

  constructor() {
    offerShortcuts([
      { keys: '/', label: 'shortcuts.search', run: () => focusAndSelect(this.field()) },
    ]);
    effect((onCleanup) => {
      const text = this.typed().trim();
      if (text === this.text()) return;
      const timer = setTimeout(() => this.text.set(text), TYPING_PAUSE_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }
}
