import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptType } from '../../api/models';
import type { FieldProblem } from '../../shared/errors/api-error';
import { problemsUnder } from '../draft/field-problems';
import { parseLines, typedText } from '../typing/typed-text';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

/** What the script imports: one requirement a line. */
@Component({
  selector: 'app-dependencies-editor',
  imports: [MatFormFieldModule, MatInput, TranslocoDirective],
  templateUrl: './dependencies-editor.html',
  styleUrl: './dependencies-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DependenciesEditor {
  private readonly messages = inject(ApiErrorMessage);

  readonly dependencies = input.required<string[]>();
  readonly type = input.required<ScriptType>();
  /** What the server refused, for the whole script. */
  readonly problems = input<FieldProblem[]>([]);
  readonly dependenciesChange = output<string[]>();

  protected readonly text = typedText({
    value: this.dependencies,
    parse: parseLines,
    format: (list) => list.join('\n'),
  });
  protected readonly refused = computed(() =>
    problemsUnder(this.problems(), 'dependencies').map((problem) => ({
      requirement: this.dependencies()[Number(problem.field.split('.')[1])] ?? '',
      message: this.messages.ofProblem(problem),
    })),
  );

  protected change(text: string): void {
    this.text.set(text);
    this.dependenciesChange.emit(parseLines(text));
  }
}
