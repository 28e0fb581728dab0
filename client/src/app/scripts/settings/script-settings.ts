import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptType } from '../../api/models';
import { problemsUnder } from '../draft/field-problems';
import { ScriptDraft } from '../draft/script-draft';
import { typedText } from '../typing/typed-text';
import { CategoryField } from './category-field';
import { InterpreterSelect } from './interpreter-select';
import { LimitSettings } from './limit-settings';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

type Limit = 'timeout_seconds' | 'concurrency_limit' | 'retention_days' | 'retention_runs';

/** The fields of this page, and the keys of their labels. */
const LABELS: Readonly<Record<string, string>> = {
  type: 'scripts.settings.type',
  interpreter_id: 'scripts.settings.interpreter',
  description: 'scripts.settings.description',
  tags: 'scripts.settings.tags',
  category: 'scripts.list.category',
  timeout_seconds: 'scripts.settings.timeout',
  concurrency_limit: 'scripts.settings.concurrency',
  retention_days: 'scripts.settings.days',
  retention_runs: 'scripts.settings.runs',
  limits: 'scripts.settings.limits',
  network: 'scripts.settings.network',
  readable_folders: 'scripts.settings.folders',
};

/** What is known about a script beside its content: description, category, tags, interpreter, limits. */
@Component({
  selector: 'app-script-settings',
  imports: [
    CategoryField,
    InterpreterSelect,
    LimitSettings,
    MatFormFieldModule,
    MatInput,
    TranslocoDirective,
  ],
  templateUrl: './script-settings.html',
  styleUrl: './script-settings.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptSettings {
  protected readonly draft = inject(ScriptDraft);
  private readonly messages = inject(ApiErrorMessage);

  protected readonly types: ScriptType[] = ['python', 'javascript'];
  protected readonly tagText = typedText({
    value: () => this.draft.content().tags,
    parse: tagsOf,
    format: (tags) => tags.join(', '),
  });
  protected readonly problems = computed(() =>
    Object.entries(LABELS).flatMap(([name, label]) =>
      problemsUnder(this.draft.problems(), name).map((problem) => ({
        field: problem.field,
        label: problem.field.startsWith('limits.')
          ? `scripts.settings.limit.${problem.field.slice('limits.'.length)}`
          : label,
        message: this.messages.ofProblem(problem),
      })),
    ),
  );

  protected changeTags(text: string): void {
    this.tagText.set(text);
    this.draft.change({ tags: tagsOf(text) });
  }

  protected changeLimit(field: Limit, text: string): void {
    this.draft.change({ [field]: text.trim() === '' ? null : Number(text) });
  }
}

/** Each tag once, in the order typed; Chinese commas separate too. */
function tagsOf(text: string): string[] {
  const tags = text.split(/[,，、]/).map((tag) => tag.trim());
  return [...new Set(tags.filter(Boolean))];
}
