import { CdkDropList, moveItemInArray } from '@angular/cdk/drag-drop';
import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  model,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ParameterDefinitionDto, ScriptType } from '../../api/models';
import type { FieldProblem } from '../../shared/errors/api-error';
import { PageState } from '../../shared/page-state/page-state';
import { problemsUnder } from '../draft/field-problems';
import { keyProblem, newDefinition } from './definition-edits';
import { parametersReadIn } from './names-in-code';
import { ParameterPreview } from './parameter-preview';
import { ParameterRow } from './parameter-row';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

/** The parameters of a script as a table: add, change, reorder, delete; beside it the form they make. */
@Component({
  selector: 'app-parameters-editor',
  imports: [
    CdkDropList,
    MatButton,
    MatIcon,
    PageState,
    ParameterPreview,
    ParameterRow,
    TranslocoDirective,
  ],
  templateUrl: './parameters-editor.html',
  styleUrl: './parameters-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ParametersEditor {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly messages = inject(ApiErrorMessage);

  readonly parameters = model.required<ParameterDefinitionDto[]>();
  readonly type = input.required<ScriptType>();
  /** Read for the names of variables that no parameter has yet. */
  readonly code = input('');
  /** What the server refused, for the whole script. */
  readonly problems = input<FieldProblem[]>([]);

  /** Place of the row whose rules are open; -1 for none. */
  protected readonly openIndex = signal(-1);
  protected readonly rows = computed(() =>
    this.parameters().map((definition, index) => ({
      definition,
      keyProblem: keyProblem(this.parameters(), index),
      problems: problemsUnder(this.problems(), `parameters.${index}`).map((problem) => ({
        field: problem.field.split('.')[2] ?? '',
        message: this.messages.ofProblem(problem),
      })),
    })),
  );
  /** How the script reads the first parameter. */
  protected readonly access = computed(() => {
    const key = this.parameters().find((definition) => definition.key)?.key ?? 'INPUT_FILE';
    return this.type() === 'python' ? `os.environ["${key}"]` : `process.env.${key}`;
  });

  /** What the code reads and nobody is asked for. */
  protected readonly suggestions = computed(() => {
    const keys = new Set(this.parameters().map(({ key }) => key));
    return parametersReadIn(this.code(), this.type()).filter(({ key }) => !keys.has(key));
  });

  protected take(suggestions: ParameterDefinitionDto[]): void {
    this.parameters.set([...this.parameters(), ...suggestions]);
  }

  protected add(): void {
    this.parameters.set([...this.parameters(), newDefinition()]);
    this.focusKey(this.parameters().length - 1);
  }

  protected change(index: number, definition: ParameterDefinitionDto): void {
    this.parameters.update((all) => all.map((old, place) => (place === index ? definition : old)));
  }

  protected remove(index: number): void {
    this.openIndex.set(-1);
    this.parameters.update((all) => all.filter((_, place) => place !== index));
  }

  protected move(from: number, to: number): void {
    if (from === to) return;
    const moved = [...this.parameters()];
    moveItemInArray(moved, from, to);
    this.openIndex.update((open) => (open === from ? to : -1));
    this.parameters.set(moved);
  }

  protected toggle(index: number): void {
    this.openIndex.update((open) => (open === index ? -1 : index));
  }

  private focusKey(index: number): void {
    afterNextRender(
      () => {
        const keys =
          this.element.nativeElement.querySelectorAll<HTMLInputElement>('[data-key-field]');
        keys[index]?.focus();
      },
      { injector: this.injector },
    );
  }
}
