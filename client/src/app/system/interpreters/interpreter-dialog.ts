import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective } from '@jsverse/transloco';
import { InterpretersApi, type InterpreterDto } from '../../api';
import { type FieldProblem, readApiError } from '../../shared/errors/api-error';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

const FIELDS = ['name', 'path'] as const;

/** Adds an interpreter, or renames the one it is given; closes with what was saved. */
@Component({
  selector: 'app-interpreter-dialog',
  imports: [
    MatButton,
    MatDialogModule,
    MatFormFieldModule,
    MatInput,
    MatProgressBar,
    ReactiveFormsModule,
    TranslocoDirective,
  ],
  templateUrl: './interpreter-dialog.html',
  styleUrl: './interpreter-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InterpreterDialog {
  private readonly api = inject(InterpretersApi);
  private readonly builder = inject(NonNullableFormBuilder);
  private readonly errors = inject(ApiErrorMessage);
  private readonly opened = inject<MatDialogRef<InterpreterDialog, InterpreterDto>>(MatDialogRef);
  /** Null: a new one is added. */
  protected readonly interpreter = inject<InterpreterDto | null>(MAT_DIALOG_DATA);

  protected readonly form = this.builder.group({
    // eslint-disable-next-line @typescript-eslint/unbound-method -- the label's asterisk looks for this very function
    name: [this.interpreter?.name ?? '', [Validators.required, Validators.maxLength(100)]],
    // eslint-disable-next-line @typescript-eslint/unbound-method -- see above
    path: [this.interpreter?.path ?? '', [Validators.required, Validators.maxLength(1000)]],
  });
  protected readonly isSaving = signal(false);
  protected readonly failure = signal('');

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || this.isSaving()) return;
    this.failure.set('');
    this.isSaving.set(true);
    try {
      this.opened.close(await this.send());
    } catch (error) {
      this.showFailure(error);
    } finally {
      this.isSaving.set(false);
    }
  }

  /** What the server refused about a field; '' when it was something else, or nothing. */
  protected refusalOf(field: (typeof FIELDS)[number]): string {
    const problem = this.form.controls[field].getError('refused') as FieldProblem | null;
    return problem ? this.errors.ofProblem(problem) : '';
  }

  private async send(): Promise<InterpreterDto> {
    const { name, path } = this.form.getRawValue();
    return this.interpreter
      ? (await this.api.updateInterpreter({ id: this.interpreter.id, body: { name } })).data
      : (await this.api.createInterpreter({ body: { name, path } })).data;
  }

  /** Problems with a field stand at the field, the rest above the buttons. */
  private showFailure(error: unknown): void {
    const { fields } = readApiError(error);
    for (const field of FIELDS) {
      const problem = fields.find((one) => one.field === field);
      if (problem) this.form.controls[field].setErrors({ refused: problem });
    }
    if (this.form.valid) this.failure.set(this.errors.of(error));
  }
}
