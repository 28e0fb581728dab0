import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ParameterDefinitionDto } from '../../api/models';
import { differingFields, saidIn, type DefinitionField } from '../draft/merge-definitions';

/** The texts that name the fields. */
const LABELS: Record<DefinitionField, string> = {
  label: 'label',
  type: 'type',
  default_value: 'default',
  required: 'required',
  description: 'description',
  options: 'choices',
  min: 'min',
  max: 'max',
  min_length: 'minLength',
  max_length: 'maxLength',
  pattern: 'pattern',
};

/** How one side defines parameters, in the words of their form: only where the sides differ. */
@Component({
  selector: 'app-definition-values',
  imports: [TranslocoDirective],
  templateUrl: './definition-values.html',
  styleUrl: './definition-values.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DefinitionValues {
  readonly definitions = input.required<readonly ParameterDefinitionDto[]>();
  /** The definitions of every side. */
  readonly among = input.required<readonly ParameterDefinitionDto[]>();
  /** What is said when this side defines nothing, already translated. */
  readonly nothing = input.required<string>();

  private readonly areMany = computed(() => new Set(this.among().map(({ key }) => key)).size > 1);
  protected readonly parameters = computed(() =>
    this.definitions().map((definition) => ({
      key: this.areMany() ? definition.key : '',
      fields: differingFields(this.among().filter(({ key }) => key === definition.key)).map(
        (field) => ({ field, label: LABELS[field], said: saidIn(definition, field) }),
      ),
    })),
  );

  protected textOf(said: ReturnType<typeof saidIn>): string {
    return Array.isArray(said) ? said.join(', ') : String(said);
  }
}
