import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { TranslocoDirective } from '@jsverse/transloco';
import { SystemApi, type LimitName } from '../../api';
import { HeldLimitPipe } from '../../executions/execution-page/held-limit.pipe';
import { problemOf } from '../draft/field-problems';
import { ScriptDraft } from '../draft/script-draft';
import { parseLines, typedText } from '../typing/typed-text';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';

const MEGABYTE = 1_000_000;

/** A limit, and how many of the server's units the unit of its field has. */
const FIELDS: readonly { name: LimitName; unit: number }[] = [
  { name: 'memory_bytes', unit: MEGABYTE },
  { name: 'processes', unit: 1 },
  { name: 'cpu_seconds', unit: 1 },
  { name: 'space_bytes', unit: MEGABYTE },
  { name: 'log_bytes', unit: MEGABYTE },
  { name: 'open_files', unit: 1 },
];

/** What runs of a script may use and reach; whatever is left empty is as the server has it. */
@Component({
  selector: 'app-limit-settings',
  imports: [HeldLimitPipe, MatCheckbox, MatFormFieldModule, MatInput, TranslocoDirective],
  templateUrl: './limit-settings.html',
  styleUrl: './limit-settings.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LimitSettings {
  private readonly system = inject(SystemApi);
  protected readonly draft = inject(ScriptDraft);
  private readonly messages = inject(ApiErrorMessage);

  private readonly server = resource({
    loader: async () => (await this.system.getSystem()).data,
  });
  /** What holds where nothing is set; undefined until it is read, and when it cannot be. */
  protected readonly defaults = computed(() =>
    this.server.hasValue() ? this.server.value() : undefined,
  );
  protected readonly fields = computed(() => {
    const { limits } = this.draft.content();
    return FIELDS.map(({ name, unit }) => ({
      name,
      unit,
      isUnlimited: limits[name] === 0,
      text: limits[name] ? String(limits[name] / unit) : '',
      byDefault: this.defaults() && { name, value: this.defaults()?.default_limits[name] ?? 0 },
      problem: this.problemOf(`limits.${name}`),
    }));
  });
  protected readonly networkProblem = computed(() => this.problemOf('network'));
  protected readonly foldersProblem = computed(() => this.problemOf('readable_folders'));
  protected readonly folderText = typedText({
    value: () => this.draft.content().readable_folders,
    parse: parseLines,
    format: (folders) => folders.join('\n'),
  });

  private problemOf(field: string): string {
    const problem = problemOf(this.draft.problems(), field);
    return problem ? this.messages.ofProblem(problem) : '';
  }

  protected type(name: LimitName, unit: number, text: string): void {
    // The field says megabytes, so fractions of a byte are an effect of arithmetic; elsewhere the server judges them.
    const value = Number(text) * unit;
    this.setLimit(name, text.trim() === '' ? null : unit === 1 ? value : Math.round(value));
  }

  protected setLimit(name: LimitName, value: number | null): void {
    this.draft.change({ limits: { ...this.draft.content().limits, [name]: value } });
  }

  protected chooseNetwork(choice: string): void {
    this.draft.change({ network: choice === '' ? null : choice === 'yes' });
  }

  protected typeFolders(text: string): void {
    this.folderText.set(text);
    this.draft.change({ readable_folders: parseLines(text) });
  }
}
