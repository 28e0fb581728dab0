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

const LIMITS = [
  'timeout_seconds',
  'concurrency_limit',
  'retention_days',
  'retention_runs',
] as const;

type Limit = (typeof LIMITS)[number];

const FIELDS = [
  'type',
  'interpreter_id',
  'description',
  'tags',
  'category',
  ...LIMITS,
  'limits',
  'network',
  'readable_folders',
];

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

  protected readonly types: ScriptType[] = ['python', 'javascript'];
  protected readonly tagText = typedText({
    value: () => this.draft.content().tags,
    parse: tagsOf,
    format: (tags) => tags.join(', '),
  });
  protected readonly problems = computed(() =>
    FIELDS.flatMap((field) => problemsUnder(this.draft.problems(), field)),
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
