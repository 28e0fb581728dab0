import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatTabNavPanel } from '@angular/material/tabs';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import type { ScriptDto } from '../../api/models';
import { ScriptEnvironment } from '../../environments/script-environment';
import { CodeEditor } from '../../shared/code/code-editor';
import { Confirm } from '../../shared/confirm/confirm';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { PageTitle } from '../../shared/page-title';
import { KeyHint } from '../../shared/shortcuts/key-hint';
import { offerShortcuts } from '../../shared/shortcuts/shortcuts';
import { DependenciesEditor } from '../dependencies/dependencies-editor';
import { requiresPackage } from '../dependencies/requires-package';
import { EditorStart } from '../draft/editor-start';
import { ParkedEdits } from '../draft/parked-edits';
import type { ScriptContent } from '../draft/script-content';
import { ScriptDraft, type SaveConflict } from '../draft/script-draft';
import { ParametersEditor } from '../parameters/parameters-editor';
import { ScriptSettings } from '../settings/script-settings';
import { SaveConflictDialog, type ConflictChoice } from '../versions/save-conflict-dialog';
import { ScriptVersions } from '../versions/script-versions';
import { VersionCode } from '../versions/version-code';
import type { Editing } from './keep-unsaved-changes';
import { ScriptHead } from './script-head';
import { ScriptRemoval } from './script-removal';
import { SCRIPT_TABS, ScriptTabs, tabOfField } from './script-tabs';

/** Writes one script: `new` or the script of `id`, one tab at a time. */
@Component({
  selector: 'app-script-editor',
  imports: [
    CodeEditor,
    DependenciesEditor,
    KeyHint,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenuModule,
    MatProgressBar,
    MatTabNavPanel,
    PageState,
    ParametersEditor,
    RouterLink,
    ScriptEnvironment,
    ScriptHead,
    ScriptSettings,
    ScriptTabs,
    ScriptVersions,
    TranslocoDirective,
    VersionCode,
  ],
  templateUrl: './script-editor.html',
  styleUrl: './script-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [ScriptDraft],
  host: {
    '(window:beforeunload)': 'warnOnUnload($event)',
  },
})
export class ScriptEditor implements Editing {
  private readonly starts = inject(EditorStart);
  private readonly parked = inject(ParkedEdits);
  private readonly router = inject(Router);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly notifier = inject(Notifier);
  private readonly messages = inject(ApiErrorMessage);
  private readonly removal = inject(ScriptRemoval);
  private readonly transloco = inject(TranslocoService);
  private readonly pageTitle = inject(PageTitle);
  protected readonly draft = inject(ScriptDraft);

  /** `new`, or the id of a script. */
  readonly id = input.required<string>();
  /** An address that names no part of a script shows the code. */
  readonly tab = input.required({
    transform: (name: string) => SCRIPT_TABS.find((tab) => tab === name) ?? 'code',
  });
  /** Line of the code to show, from 1. */
  readonly line = input<string>();
  /** Numbers of the versions that are compared. */
  readonly from = input<string>();
  readonly to = input<string>();
  /** A run of a draft, whose content is opened as a change that is not saved. */
  readonly execution = input<string>();
  /** A dependency that is added to what is opened, as a change that is not saved. */
  readonly add = input<string>();

  /** The version in whose code the line is. */
  readonly version = input<string>();

  /** The version whose code is shown instead of the draft; null when the current one is meant. */
  protected readonly earlierVersion = computed(() => {
    const version = Number(this.version()) || null;
    return this.tab() === 'code' && version !== this.draft.saved()?.version ? version : null;
  });
  protected readonly lineNumber = computed(() => Number(this.line()) || null);
  protected readonly opened = resource({
    params: () => ({ id: this.id(), execution: this.execution(), add: this.add() }),
    loader: async ({ params: { id, execution, add } }) => {
      await this.open(id, execution);
      this.addDependency(add);
      if (execution || add) this.shortenAddress();
      return id;
    },
  });
  /** Also right after the first save, when the address has the new id but nothing needs to be read. */
  protected readonly isOpen = computed(
    () => this.opened.hasValue() || this.draft.saved()?.id === Number(this.id()),
  );
  protected readonly failure = computed(() => {
    const error = this.opened.error();
    return error ? this.messages.of(error) : '';
  });

  constructor() {
    offerShortcuts([
      { keys: 'mod+s', label: 'action.save', run: () => this.save() },
      { keys: 'mod+enter', label: 'action.run', run: () => this.run() },
    ]);
  }

  canLeave(): boolean | Promise<boolean> {
    if (!this.draft.isDirty() || this.areEditsParked()) return true;
    return this.confirm.ask({
      heading: this.translate('leaveTitle'),
      text: this.translate('leaveText', {
        name: this.draft.content().name || this.translate('newTitle'),
      }),
      action: this.translate('leaveAction'),
      isDanger: true,
    });
  }

  protected warnOnUnload(event: BeforeUnloadEvent): void {
    if (this.draft.isDirty()) event.preventDefault();
  }

  /** @returns whether everything is saved now */
  protected async save(): Promise<boolean> {
    const before = this.draft.saved();
    if (this.draft.isSaving()) return false;
    if (before && !this.draft.isDirty()) return true;
    try {
      const conflict = await this.draft.save();
      if (conflict) return await this.settle(conflict);
    } catch (error) {
      // Any failed call, e.g. a field the server refused: the draft keeps the edits and marks the fields.
      this.notifier.fail(error, true);
      this.showProblem();
      return false;
    }
    await this.afterSaving(before);
    return true;
  }

  protected async run(): Promise<void> {
    if (!(await this.save())) return;
    await this.router.navigate(['/scripts', this.draft.saved()?.id, 'run']);
  }

  /** Goes to the form of a run of what is not saved; the edits are there when the editor is opened again. */
  protected async runUnsaved(): Promise<void> {
    const edits = this.draft.edits();
    if (!edits) return;
    this.parked.park(edits);
    const queryParams = { unsaved: true };
    await this.router.navigate(['/scripts', edits.saved.id, 'run'], { queryParams });
  }

  protected async remove(): Promise<void> {
    const script = this.draft.saved();
    if (!script) return;
    try {
      if (!(await this.removal.remove(script))) return;
    } catch (error) {
      // Any failed call, e.g. a run of the script that has not ended: nothing was deleted.
      this.notifier.fail(error);
      return;
    }
    this.draft.load(script);
    this.notifier.tell(this.translate('deleted', { name: script.name }));
    await this.router.navigate(['/scripts']);
  }

  private areEditsParked(): boolean {
    const id = this.draft.saved()?.id;
    return id !== undefined && this.parked.of(id)?.content === this.draft.content();
  }

  private async open(id: string, execution: string | undefined): Promise<void> {
    if (id === 'new') {
      this.draft.begin('python');
      return;
    }
    // The first save of a new script brings its id here: what was answered then is all there is.
    if (this.draft.saved()?.id !== Number(id) || execution) {
      this.draft.resume(await this.starts.of(Number(id), execution ? Number(execution) : null));
      if (this.draft.isDirty()) this.notifier.tell(this.translate('resumed'));
    }
    this.pageTitle.about(this.draft.content().name);
  }

  private addDependency(name: string | undefined): void {
    const { dependencies } = this.draft.content();
    if (name && !requiresPackage(dependencies, name))
      this.draft.change({ dependencies: [...dependencies, name] });
  }

  /** Once opened it is edited like any other: coming back here must not undo what is typed from now on. */
  private shortenAddress(): void {
    const queryParams = { execution: null, add: null };
    const options = { queryParams, queryParamsHandling: 'merge', replaceUrl: true } as const;
    void this.router.navigate([], options);
  }

  private async afterSaving(before: ScriptDto | null): Promise<void> {
    const saved = this.draft.saved();
    if (!saved) return;
    this.notifier.tell(
      before?.version === saved.version
        ? this.translate('settingsSaved')
        : this.translate('saved', { version: saved.version }),
    );
    if (before) this.pageTitle.about(saved.name);
    else await this.router.navigate(['/scripts', saved.id, this.tab()], { replaceUrl: true });
  }

  private async settle(conflict: SaveConflict): Promise<boolean> {
    const opened = this.dialog.open<SaveConflictDialog, SaveConflict, ConflictChoice>(
      SaveConflictDialog,
      { data: conflict, width: '1200px', maxWidth: '96vw', height: '90vh', disableClose: true },
    );
    const choice = await firstValueFrom(opened.afterClosed());
    if (choice === undefined) return false;
    if (choice !== 'theirs') return this.saveMerged(conflict, choice);
    this.draft.load(conflict.theirs);
    this.notifier.tellUndoable(
      this.transloco.translate('scripts.conflict.tookTheirs', {
        version: conflict.theirs.version,
      }),
      {
        label: this.transloco.translate('scripts.conflict.undo'),
        run: () => this.draft.restore(conflict.mine),
      },
    );
    return false;
  }

  /** Saves nothing when the merge left all as they had it. */
  private async saveMerged(conflict: SaveConflict, merged: ScriptContent): Promise<boolean> {
    this.draft.rebase(conflict, merged);
    return this.save();
  }

  /** Goes to the tab of the first refused field. */
  private showProblem(): void {
    const field = this.draft.problems()[0]?.field;
    const tab = field && tabOfField(field);
    if (tab) void this.router.navigate(['/scripts', this.id(), tab]);
  }

  private translate(key: string, params: object = {}): string {
    return this.transloco.translate(`scripts.editor.${key}`, { ...params });
  }
}
