import {
  ChangeDetectionStrategy,
  Component,
  computed,
  input,
  linkedSignal,
  output,
} from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptType } from '../../api/models';
import type { FieldProblem } from '../../shared/errors/api-error';
import { problemsUnder } from '../draft/field-problems';

/** What the script imports: one requirement a line. */
@Component({
  selector: 'app-dependencies-editor',
  imports: [MatFormFieldModule, MatInput, TranslocoDirective],
  templateUrl: './dependencies-editor.html',
  styleUrl: './dependencies-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DependenciesEditor {
  readonly dependencies = input.required<string[]>();
  readonly type = input.required<ScriptType>();
  /** What the server refused, for the whole script. */
  readonly problems = input<FieldProblem[]>([]);
  readonly dependenciesChange = output<string[]>();

  /** The text as it is typed: it stays while it means the same list, so that blank lines do not vanish under the cursor. */
  protected readonly text = linkedSignal<string[], string>({
    source: this.dependencies,
    computation: (list, previous) =>
      previous && linesOf(previous.value).join('\n') === list.join('\n')
        ? previous.value
        : list.join('\n'),
  });
  protected readonly refused = computed(() =>
    problemsUnder(this.problems(), 'dependencies').map(({ field, message }) => ({
      requirement: this.dependencies()[Number(field.split('.')[1])] ?? '',
      message,
    })),
  );

  protected change(text: string): void {
    this.text.set(text);
    this.dependenciesChange.emit(linesOf(text));
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
