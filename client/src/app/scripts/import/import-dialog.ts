import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatOption, MatSelect } from '@angular/material/select';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ImportCandidateDto, ImportOutcomeDto } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import type { FieldProblem } from '../../shared/errors/api-error';

/** What is done with one script; the server calls it so. */
type ImportAction = 'create' | 'skip' | 'rename' | 'replace';

/** What can be done with a script whose name is taken; the first changes nothing that is there. */
const CONFLICT_ACTIONS: ImportAction[] = ['skip', 'rename', 'replace'];

/** Shows what files would become, lets the person decide about taken names, imports, and tells how each went. Closes with whether anything may have changed. */
@Component({
  selector: 'app-import-dialog',
  imports: [
    MatButton,
    MatDialogModule,
    MatFormFieldModule,
    MatIcon,
    MatOption,
    MatProgressBar,
    MatSelect,
    RouterLink,
    TranslocoDirective,
  ],
  templateUrl: './import-dialog.html',
  styleUrl: './import-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportDialog {
  private readonly api = inject(ScriptsApi);
  private readonly messages = inject(ApiErrorMessage);
  private readonly notifier = inject(Notifier);

  /** None while the dialog was opened by its address: then they are chosen here. */
  protected readonly files = signal(inject<readonly File[]>(MAT_DIALOG_DATA));

  protected readonly conflictActions = CONFLICT_ACTIONS;
  protected readonly preview = resource({
    params: () => (this.files().length > 0 ? [...this.files()] : undefined),
    loader: async ({ params: files }) => (await this.api.previewImport({ body: { files } })).data,
  });
  protected readonly failure = computed(() => {
    const error = this.preview.error();
    return error ? this.messages.of(error) : '';
  });
  /** Decisions by path, where a name is taken. */
  private readonly decided = signal<ReadonlyMap<string, ImportAction>>(new Map());
  protected readonly isBusy = signal(false);
  protected readonly outcomes = signal<ImportOutcomeDto[] | null>(null);
  /** How many scripts will be made or changed. */
  protected readonly count = computed(() =>
    this.preview.hasValue()
      ? this.preview
          .value()
          .items.filter((script) => !script.problems.length && this.actionFor(script) !== 'skip')
          .length
      : 0,
  );

  /** What is wrong with a script, in the reader's language. */
  protected say(problems: readonly FieldProblem[]): string {
    return problems
      .map((problem) => `${problem.field}: ${this.messages.ofProblem(problem)}`)
      .join(' ');
  }

  protected actionFor({ path, conflict_id: conflict }: ImportCandidateDto): ImportAction {
    return this.decided().get(path) ?? (conflict === null ? 'create' : 'skip');
  }

  protected decide(path: string, action: ImportAction): void {
    this.decided.set(new Map(this.decided()).set(path, action));
  }

  protected choose({ files }: HTMLInputElement): void {
    this.files.set([...(files ?? [])]);
  }

  protected async import(): Promise<void> {
    if (!this.preview.hasValue()) return;
    const choices = this.preview
      .value()
      .items.filter(({ problems }) => !problems.length)
      .map((script) => ({ path: script.path, action: this.actionFor(script) }));
    this.isBusy.set(true);
    try {
      const body = { files: [...this.files()], choices: JSON.stringify(choices) };
      this.outcomes.set((await this.api.importScripts({ body })).data.items);
    } catch (error) {
      // Any failed call: nothing was imported, and the button is there to try again.
      this.notifier.fail(error);
    } finally {
      this.isBusy.set(false);
    }
  }
}
