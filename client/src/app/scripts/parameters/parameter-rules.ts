import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ParameterDefinitionDto } from '../../api/models';
import { parseLines, typedText } from '../typing/typed-text';
import { rulesOf } from './definition-edits';
import { NumberRule } from './number-rule';

/** What else a parameter says: its description, choices and limits. */
@Component({
  selector: 'app-parameter-rules',
  imports: [MatFormFieldModule, MatInput, NumberRule, TranslocoDirective],
  templateUrl: './parameter-rules.html',
  styleUrl: './parameter-rules.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ParameterRules {
  readonly definition = input.required<ParameterDefinitionDto>();
  /** What the server refused, by field. */
  readonly problems = input.required<Map<string, string>>();
  readonly changed = output<Partial<ParameterDefinitionDto>>();

  protected readonly rules = computed(() => rulesOf(this.definition().type));
  protected readonly optionText = typedText({
    value: () => this.definition().options ?? [],
    parse: parseLines,
    format: (options) => options.join('\n'),
  });
  protected readonly numbers = computed(() => {
    const { hasRange, hasLength } = this.rules();
    const definition = this.definition();
    return [
      { field: 'min', label: 'min', isShown: hasRange },
      { field: 'max', label: 'max', isShown: hasRange },
      { field: 'min_length', label: 'minLength', isShown: hasLength },
      { field: 'max_length', label: 'maxLength', isShown: hasLength },
    ]
      .filter(({ isShown }) => isShown)
      .map(({ field, label }) => ({
        field,
        label,
        value: definition[field as 'min' | 'max' | 'min_length' | 'max_length'],
      }));
  });

  protected changeNumber(field: string, value: number | undefined): void {
    this.changed.emit({ [field]: value });
  }

  protected changeOptions(text: string): void {
    this.optionText.set(text);
    this.changed.emit({ options: parseLines(text) });
  }
}
