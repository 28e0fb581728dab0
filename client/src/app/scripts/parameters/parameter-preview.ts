import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { ParameterDefinitionDto } from '../../api/models';
import { executionsTranslations } from '../../executions/executions.i18n';
import { ParameterForm } from '../../executions/parameter-form/parameter-form';
import { parameterGroup } from '../../executions/parameter-form/parameter-group';
import { scriptsTranslations } from '../scripts.i18n';

/** The form that whoever starts the script will see, to try out; nothing of it is sent. */
@Component({
  selector: 'app-parameter-preview',
  imports: [ParameterForm, TranslocoDirective],
  providers: [provideTranslocoScope(scriptsTranslations, executionsTranslations)],
  templateUrl: './parameter-preview.html',
  styleUrl: './parameter-preview.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ParameterPreview {
  readonly parameters = input.required<ParameterDefinitionDto[]>();

  /** What can be shown while it is being written: the first of each key, without a pattern that is not finished. */
  protected readonly definitions = computed(() => {
    const shown = new Map<string, ParameterDefinitionDto>();
    for (const definition of this.parameters()) {
      if (definition.key === '' || shown.has(definition.key)) continue;
      shown.set(definition.key, withUsablePattern(definition));
    }
    return [...shown.values()];
  });
  protected readonly group = computed(() => parameterGroup(this.definitions()));
}

function withUsablePattern(definition: ParameterDefinitionDto): ParameterDefinitionDto {
  const { pattern, ...others } = definition;
  if (pattern === undefined) return definition;
  try {
    new RegExp(`^(?:${pattern})$`, 'u');
    return definition;
  } catch {
    // A pattern is broken most of the time while it is typed, and only trying it out tells.
    return others;
  }
}
