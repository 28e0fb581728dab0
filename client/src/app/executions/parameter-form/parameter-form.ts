import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { ParameterDefinitionDto } from '../../api';
import type { ParameterControl, ParameterGroup } from './parameter-group';

/** Asks for the parameters of a script: one field each, with its label, description and rules. */
@Component({
  selector: 'app-parameter-form',
  imports: [
    CdkTextareaAutosize,
    MatCheckbox,
    MatFormFieldModule,
    MatInput,
    MatSelectModule,
    ReactiveFormsModule,
    TranslocoDirective,
  ],
  templateUrl: './parameter-form.html',
  styleUrl: './parameter-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ParameterForm {
  private readonly transloco = inject(TranslocoService);

  readonly definitions = input.required<readonly ParameterDefinitionDto[]>();
  /** The controls, from `parameterGroup(definitions, ...)`. */
  readonly group = input.required<ParameterGroup>();

  protected nameOf(definition: ParameterDefinitionDto): string {
    return definition.label || definition.key;
  }

  protected control(definition: ParameterDefinitionDto): ParameterControl {
    const control = this.group().controls[definition.key];
    if (!control) throw new Error(`The form has no control for ${definition.key}.`);
    return control;
  }

  /** What is wrong with a value, in the reader's language; '' when nothing is. */
  protected problem(definition: ParameterDefinitionDto): string {
    const [rule, value] = Object.entries(this.control(definition).errors ?? {})[0] ?? [];
    if (!rule) return '';
    if (rule === 'server') return String(value);
    return this.transloco.translate(`executions.form.${rule}`, { value: String(value) });
  }
}
