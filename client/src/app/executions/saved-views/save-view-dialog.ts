import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import { SavedViewsApi, type SavedViewDto, type ViewFiltersDto } from '../../api';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

/** Asks for the name of a view and saves it; closes with the view. */
@Component({
  selector: 'app-save-view-dialog',
  imports: [
    MatButton,
    MatDialogModule,
    MatFormFieldModule,
    MatInput,
    ReactiveFormsModule,
    TranslocoDirective,
  ],
  templateUrl: './save-view-dialog.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SaveViewDialog {
  private readonly api = inject(SavedViewsApi);
  private readonly errors = inject(ApiErrorMessage);
  private readonly dialog = inject<MatDialogRef<SaveViewDialog, SavedViewDto>>(MatDialogRef);
  private readonly filters = inject<ViewFiltersDto>(MAT_DIALOG_DATA);

  protected readonly name = new FormControl('', {
    nonNullable: true,
    validators: [(control) => Validators.required(control), Validators.pattern(/\S/)],
  });
  protected readonly refusal = signal('');

  protected async save(): Promise<void> {
    this.name.markAsTouched();
    if (this.name.invalid) return;
    try {
      const body = { name: this.name.value.trim(), filters: this.filters };
      this.dialog.close((await this.api.createSavedView({ body })).data);
    } catch (error) {
      // Most of all a name that is taken: the dialog stays open for another one.
      this.refusal.set(this.errors.of(error));
    }
  }
}
