import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatCheckbox } from '@angular/material/checkbox';
import { ErrorStateMatcher } from '@angular/material/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { ParameterDefinitionDto } from '../../api';
import { ErrorsWhileTyping } from './errors-while-typing';
import { hasDefault, type ParameterControl, type ParameterGroup } from './parameter-group';
import type { FieldProblem } from '../../shared/errors/api-error';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

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
  providers: [{ provide: ErrorStateMatcher, useClass: ErrorsWhileTyping }],
  templateUrl: './parameter-form.html',
  styleUrl: './parameter-form.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ParameterForm {
  private readonly transloco = inject(TranslocoService);
  private readonly messages = inject(ApiErrorMessage);

  readonly definitions = input.required<readonly ParameterDefinitionDto[]>();
  /** The controls, from `parameterGroup(definitions, ...)`. */
  readonly group = input.required<ParameterGroup>();

  protected readonly hasDefault = hasDefault;

  protected nameOf(definition: ParameterDefinitionDto): string {
    return definition.label || definition.key;
  }

  protected control(definition: ParameterDefinitionDto): ParameterControl {
    const control = this.group().controls[definition.key];
    if (!control) throw new Error(`The form has no control for ${definition.key}.`);
    return control;
  }

  /** What the field is for and what it takes; '' when neither is said. */
  protected hint(definition: ParameterDefinitionDto): string {
    const limits = LIMITS.filter(({ field }) => definition[field] !== undefined).map(
      ({ field, rule }) => this.sayRule(rule, definition[field]),
    );
    const isEmpty = String(this.control(definition).value).trim() === '';
    const instead =
      isEmpty && hasDefault(definition) ? [this.sayRule('empty', definition.default_value)] : [];
    return [definition.description, ...limits, ...instead].filter(Boolean).join(' · ');
  }

  /** What is wrong with a value, in the reader's language; '' when nothing is. */
  protected problem(definition: ParameterDefinitionDto): string {
    const [rule, value] = Object.entries<unknown>(this.control(definition).errors ?? {})[0] ?? [];
    if (!rule) return '';
    if (rule === 'server') return this.messages.ofProblem(value as FieldProblem);
    return this.sayRule(rule, value);
  }

  private sayRule(rule: string, value: unknown): string {
    return this.transloco.translate(`executions.form.${rule}`, { value: String(value) });
  }
}

/** Limits that are told before somebody meets them. */
const LIMITS = [
  { field: 'min', rule: 'min' },
  { field: 'max', rule: 'max' },
  { field: 'min_length', rule: 'minLength' },
  { field: 'max_length', rule: 'maxLength' },
  { field: 'pattern', rule: 'pattern' },
] as const;
