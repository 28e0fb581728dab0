import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatAutocompleteModule } from '@angular/material/autocomplete';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';

export const LABEL_ACTIONS = ['add_tags', 'remove_tags', 'move'] as const;

/** What is asked for: tags to add or remove, or the category to move to. */
export interface LabelQuestion {
  action: (typeof LABEL_ACTIONS)[number];
  /** How many scripts will be changed. */
  count: number;
  /** What exists already. */
  known: string[];
}

/** Asks for tags or a category, offering those that exist. Closes with the text. */
@Component({
  selector: 'app-label-dialog',
  imports: [
    MatAutocompleteModule,
    MatButton,
    MatDialogModule,
    MatFormFieldModule,
    MatInput,
    TranslocoDirective,
  ],
  templateUrl: './label-dialog.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LabelDialog {
  protected readonly question = inject<LabelQuestion>(MAT_DIALOG_DATA);
  protected readonly text = signal('');
  protected readonly offered = computed(() =>
    this.question.known.filter((label) => label.includes(this.text().trim().toLowerCase())),
  );
  /** Moving to nowhere takes scripts out of their category. */
  protected readonly canApply = computed(
    () => this.question.action === 'move' || !!this.text().trim(),
  );
}
