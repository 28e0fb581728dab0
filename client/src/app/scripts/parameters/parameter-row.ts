import { CdkDrag, CdkDragHandle } from '@angular/cdk/drag-drop';
import { ChangeDetectionStrategy, Component, computed, input, model, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ParameterDefinitionDto, ParameterType } from '../../api/models';
import { PARAMETER_TYPES, parseDefault, withoutEmpty, withType } from './definition-edits';
import { typedText } from '../typing/typed-text';
import { ParameterRules } from './parameter-rules';

/** One parameter: its main fields in a row, its rules below when open. */
@Component({
  selector: 'app-parameter-row',
  imports: [
    CdkDragHandle,
    MatCheckbox,
    MatFormFieldModule,
    MatIcon,
    MatIconButton,
    MatInput,
    MatMenuModule,
    MatTooltip,
    ParameterRules,
    TranslocoDirective,
  ],
  hostDirectives: [{ directive: CdkDrag, inputs: ['cdkDragPreviewContainer'] }],
  templateUrl: './parameter-row.html',
  styleUrl: './parameter-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ParameterRow {
  readonly definition = model.required<ParameterDefinitionDto>();
  readonly keyProblem = input<string | null>(null);
  /** What the server refused, in the reader's language, by the name of the definition's field. */
  readonly problems = input<{ field: string; message: string }[]>([]);
  readonly isFirst = input(false);
  readonly isLast = input(false);
  /** Whether the rules are shown. */
  readonly isOpen = input(false);
  readonly toggled = output();
  /** -1 up, 1 down. */
  readonly moved = output<number>();
  readonly removed = output();

  protected readonly types = PARAMETER_TYPES;
  protected readonly defaultText = typedText({
    value: () => this.definition().default_value ?? undefined,
    parse: (text) => parseDefault(this.definition().type, text),
    format: (value) => String(value ?? ''),
  });
  /** Key, label and default show their own problem; the rules show the rest. */
  protected readonly problemOf = computed(
    () => new Map(this.problems().map(({ field, message }) => [field, message])),
  );
  protected readonly hasHiddenProblem = computed(
    () => !this.isOpen() && this.problems().some(({ field }) => !VISIBLE_FIELDS.has(field)),
  );

  protected change(change: Partial<ParameterDefinitionDto>): void {
    this.definition.set(withoutEmpty({ ...this.definition(), ...change }));
  }

  protected changeType(type: ParameterType): void {
    this.definition.set(withType(this.definition(), type));
    if (type === 'select' && !this.isOpen()) this.toggled.emit();
  }

  protected changeDefault(text: string): void {
    this.defaultText.set(text);
    this.change({ default_value: parseDefault(this.definition().type, text) });
  }
}

const VISIBLE_FIELDS = new Set(['key', 'label', 'default_value']);
