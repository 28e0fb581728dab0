import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import { ApiErrorMessage } from '../errors/api-error-message';

interface Named {
  readonly name: string;
}

/** Something that is to be kept under a name. */
export interface NameQuestion<Kept extends Named> {
  /** Translation keys: what is done, and who will see it. */
  readonly heading: string;
  readonly hint: string;
  /** What has a name already: entered again, it is replaced. */
  readonly known: readonly Kept[];
  readonly save: (name: string, replaced: Kept | undefined) => Promise<Kept>;
}

/** Asks for a name and saves something under it; closes with what was saved. */
@Component({
  selector: 'app-name-dialog',
  imports: [
    MatButton,
    MatDialogModule,
    MatFormFieldModule,
    MatInput,
    ReactiveFormsModule,
    TranslocoDirective,
  ],
  templateUrl: './name-dialog.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NameDialog {
  private readonly errors = inject(ApiErrorMessage);
  private readonly dialog = inject<MatDialogRef<NameDialog, Named>>(MatDialogRef);
  protected readonly question = inject<NameQuestion<Named>>(MAT_DIALOG_DATA);

  protected readonly name = new FormControl('', {
    nonNullable: true,
    validators: [(control) => Validators.required(control), Validators.pattern(/\S/)],
  });
  private readonly typed = toSignal(this.name.valueChanges, { initialValue: '' });
  protected readonly replaced = computed(() =>
    this.question.known.find(({ name }) => name === this.typed().trim()),
  );
  protected readonly refusal = signal('');

  protected async save(): Promise<void> {
    this.name.markAsTouched();
    if (this.name.invalid) return;
    try {
      this.dialog.close(await this.question.save(this.name.value.trim(), this.replaced()));
    } catch (error) {
      // Most of all a name that somebody else took meanwhile: the dialog stays open for another one.
      this.refusal.set(this.errors.of(error));
    }
  }
}
