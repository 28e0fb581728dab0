import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import { RunPresetsApi, type RunPresetDto } from '../../api';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

/** Values that get a name. */
export interface PresetToSave {
  readonly scriptId: number;
  readonly values: Record<string, unknown>;
  /** Those there are: one of them is replaced when its name is entered. */
  readonly known: readonly RunPresetDto[];
}

/** Asks for the name of a preset and saves it; closes with the preset. */
@Component({
  selector: 'app-save-preset-dialog',
  imports: [
    MatButton,
    MatDialogModule,
    MatFormFieldModule,
    MatInput,
    ReactiveFormsModule,
    TranslocoDirective,
  ],
  templateUrl: './save-preset-dialog.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SavePresetDialog {
  private readonly api = inject(RunPresetsApi);
  private readonly errors = inject(ApiErrorMessage);
  private readonly dialog = inject<MatDialogRef<SavePresetDialog, RunPresetDto>>(MatDialogRef);
  private readonly preset = inject<PresetToSave>(MAT_DIALOG_DATA);

  protected readonly name = new FormControl('', {
    nonNullable: true,
    validators: [(control) => Validators.required(control), Validators.pattern(/\S/)],
  });
  private readonly typed = toSignal(this.name.valueChanges, { initialValue: '' });
  /** The preset that has this name already. */
  protected readonly replaced = computed(() =>
    this.preset.known.find(({ name }) => name === this.typed().trim()),
  );
  protected readonly refusal = signal('');

  protected async save(): Promise<void> {
    this.name.markAsTouched();
    if (this.name.invalid) return;
    try {
      this.dialog.close(await this.send());
    } catch (error) {
      // Most of all a name that somebody else took meanwhile: the dialog stays open for another one.
      this.refusal.set(this.errors.of(error));
    }
  }

  private async send(): Promise<RunPresetDto> {
    const { scriptId: id, values } = this.preset;
    const body = { name: this.name.value.trim(), values };
    const old = this.replaced();
    const answer = old
      ? this.api.updateRunPreset({ id, preset: old.id, body })
      : this.api.createRunPreset({ id, body });
    return (await answer).data;
  }
}
