import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatAutocompleteModule } from '@angular/material/autocomplete';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
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
  styleUrl: './label-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LabelDialog {
  private readonly dialog = inject<MatDialogRef<LabelDialog, string>>(MatDialogRef);
  protected readonly question = inject<LabelQuestion>(MAT_DIALOG_DATA);
  protected readonly text = signal('');
  /** Where the label begins that is being typed: of several tags, behind the last comma. */
  private readonly start = computed(() =>
    this.question.action === 'move' ? 0 : this.text().search(/[^,，、]*$/),
  );
  /** The text as each label that fits would complete it. */
  protected readonly offered = computed(() => {
    const before = this.text().slice(0, this.start());
    const typed = this.text().slice(this.start()).trim().toLowerCase();
    const given = before.split(/[,，、]/).map((label) => label.trim());
    return this.question.known
      .filter((label) => label.toLowerCase().includes(typed) && !given.includes(label))
      .map((label) => ({
        label,
        text: before.endsWith(',') ? `${before} ${label}` : before + label,
      }));
  });
  /** Moving to nowhere takes scripts out of their category. */
  protected readonly canApply = computed(
    () => this.question.action === 'move' || !!this.text().trim(),
  );

  protected apply(): void {
    if (this.canApply()) this.dialog.close(this.text());
  }
}
