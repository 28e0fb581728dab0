import { Clipboard } from '@angular/cdk/clipboard';
import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  numberAttribute,
  resource,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatTabsModule } from '@angular/material/tabs';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { map } from 'rxjs';
import { ExecutionsApi, type ExecutionDto } from '../../api';
import { ActiveTabInView } from '../../shared/active-tab-in-view';
import { Confirm } from '../../shared/confirm/confirm';
import { readApiError } from '../../shared/errors/api-error';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { FocusKeeper } from '../../shared/focus-keeper';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { PageTitle } from '../../shared/page-title';
import { KeyHint } from '../../shared/shortcuts/key-hint';
import { offerShortcuts } from '../../shared/shortcuts/shortcuts';
import { ExecutionStream, isFinal, OPEN_EVENT_SOURCE } from '../execution-stream';
import { DraftChanges } from '../draft/draft-changes';
import { DraftNote } from '../draft/draft-note';
import { ExecutionInput, nothingSent, type SentInput } from '../execution-input/execution-input';
import { ExecutionProgress } from '../execution-progress/execution-progress';
import { ExecutionFiles } from '../files/execution-files';
import { ExecutionStages } from '../execution-stages/execution-stages';
import { InstallLog } from '../install-log/install-log';
import {
  lineRangeForm,
  lineRangeText,
  readLineRange,
  type LineRange,
} from '../log-viewer/line-range';
import { LogFolds } from '../log-viewer/log-folds';
import { LogViewer, type LogExport } from '../log-viewer/log-viewer';
import type { ScriptSource } from '../log-viewer/script-places';
import { WholeLog } from '../log-viewer/whole-log';
import { LastGoodRun } from '../run-comparison/last-good-run';
import { UsageCurve } from '../usage-curve/usage-curve';
import { ExecutionFacts } from './execution-facts';
import { ExecutionResult } from './execution-result';
import { saveLog } from './save-log';
import { ExecutionSummary } from './execution-summary';

/** One execution: how it stands, its live log, its files and what it ran with. */
@Component({
  selector: 'app-execution-page',
  imports: [
    ActiveTabInView,
    DraftChanges,
    DraftNote,
    ExecutionFacts,
    ExecutionFiles,
    ExecutionInput,
    ExecutionProgress,
    ExecutionResult,
    ExecutionStages,
    ExecutionSummary,
    InstallLog,
    KeyHint,
    LogViewer,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenuModule,
    MatProgressBar,
    MatTabsModule,
    PageState,
    RouterLink,
    TranslocoDirective,
    UsageCurve,
  ],
  templateUrl: './execution-page.html',
  styleUrl: './execution-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionPage {
  private readonly api = inject(ExecutionsApi);
  private readonly clipboard = inject(Clipboard);
  private readonly confirm = inject(Confirm);
  private readonly errors = inject(ApiErrorMessage);
  private readonly focus = inject(FocusKeeper);
  private readonly lastGoodRun = inject(LastGoodRun);
  private readonly notifier = inject(Notifier);
  private readonly openEventSource = inject(OPEN_EVENT_SOURCE);
  private readonly pageTitle = inject(PageTitle);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);

  readonly id = input.required({ transform: numberAttribute });
  readonly tab = input<string>();
  /** Path of the file that the address points to. */
  readonly file = input<string>();
  /** Lines of the log that the address points to: `12` or `10-20`. */
  readonly line = input(null, { transform: readLineRange });

  private readonly log = viewChild(LogViewer);

  /** Whether the facts stand beside the log; else they are a tab of their own. */
  protected readonly isWide = toSignal(
    inject(BreakpointObserver)
      .observe('(min-width: 1000px)')
      .pipe(map(({ matches }) => matches)),
    { initialValue: true },
  );
  protected readonly tabs = computed(() => [
    'log',
    'files',
    ...(this.hasAnswer() ? ['result'] : []),
    ...(this.execution()?.is_draft ? ['changes'] : []),
    ...(this.isWide() ? [] : ['facts']),
  ]);
  /** What is open where the address names no tab: a link to a file need not name its tab, too. */
  private readonly firstTab = computed(() => (this.file() ? 'files' : 'log'));
  protected readonly activeTab = computed(
    () => this.tabs().find((tab) => tab === this.tab()) ?? this.firstTab(),
  );

  private readonly loaded = resource({
    params: () => ({ id: this.id() }),
    loader: async ({ params }) => (await this.api.getExecution(params)).data,
  });
  protected readonly stream = computed(() => new ExecutionStream(this.id(), this.openEventSource));
  protected readonly wholeLog = computed(() => new WholeLog(this.api, this.id()));
  /** What was read, with the newest live event over it; undefined until it is read. */
  protected readonly execution = computed<ExecutionDto | undefined>(() => {
    if (!this.loaded.hasValue()) return undefined;
    const read = this.loaded.value();
    // No event tells when these change, so what an earlier one said is stale.
    const { keep, disk_bytes } = read;
    return { ...read, ...this.stream().status(), keep, disk_bytes };
  });
  /** Stays the same with every change of state, so that no row of the log is made anew. */
  protected readonly source = computed<ScriptSource | null>(
    () => {
      const execution = this.execution();
      if (!execution) return null;
      const { id, script_id, version, is_draft } = execution;
      return { executionId: id, scriptId: script_id, version: is_draft ? null : version };
    },
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  protected readonly isFinal = computed(() => {
    const execution = this.execution();
    return execution !== undefined && isFinal(execution.status);
  });
  private readonly unsuccessful = computed(
    () => {
      const execution = this.execution();
      if (!execution || !isFinal(execution.status) || execution.status === 'success')
        return undefined;
      return { id: execution.id, script_id: execution.script_id };
    },
    { equal: (one, other) => one?.id === other?.id },
  );
  /** The id of the successful run that one which was none can be compared with; null when there is none. */
  protected readonly lastGood = resource({
    params: () => this.unsuccessful(),
    loader: ({ params }) => this.lastGoodRun.idBefore(params),
  });
  /** Whether the script answered something, be it nothing that could be taken. */
  private readonly hasAnswer = computed(() => {
    const execution = this.execution();
    return execution !== undefined && (execution.has_result || execution.result_error !== null);
  });
  /** The id of the execution that was asked to stop. */
  private readonly cancelledId = linkedSignal<number, number | null>({
    source: this.id,
    computation: () => null,
  });
  protected readonly isCancelling = computed(() => this.cancelledId() !== null && !this.isFinal());
  /** Stays while another tab is looked at. */
  protected readonly sentInput = linkedSignal<number, SentInput>({
    source: this.id,
    computation: () => nothingSent,
  });
  /** Stays while another tab is looked at. */
  protected readonly folds = linkedSignal<number, LogFolds>({
    source: this.id,
    computation: () => LogFolds.initial,
  });
  /** The change of state after which the execution was read again last. */
  private lastChange = '';
  protected readonly isMissing = computed(() => readApiError(this.loaded.error()).status === 404);
  protected readonly errorText = computed(() => this.errors.of(this.loaded.error()));
  protected readonly hasFailedToLoad = computed(
    () => this.loaded.error() !== undefined && !this.loaded.hasValue(),
  );

  constructor() {
    const hasLog = () => this.log() !== undefined;
    offerShortcuts([
      {
        keys: 'f',
        label: 'executions.log.toggleFollowing',
        run: () => this.toggleFollowing(),
        isOffered: hasLog,
      },
      {
        keys: '/',
        label: 'executions.log.search',
        run: (event) => this.log()?.focusSearch(event),
        isOffered: hasLog,
      },
      {
        keys: 'e',
        label: 'executions.log.firstError',
        run: () => void this.log()?.goToError(),
        isOffered: () => this.log()?.hasErrors() ?? false,
      },
      {
        keys: 'c',
        label: 'executions.page.cancel',
        run: () => this.cancelByKey(),
        isOffered: () => !this.isFinal() && !this.isCancelling(),
      },
      {
        keys: 'r',
        label: 'executions.page.rerun',
        run: () => this.rerun(),
        isOffered: () => this.isFinal(),
      },
    ]);
    effect(() => {
      // A stream that is refused is tried again, but not for an execution that does not exist.
      if (this.isMissing()) this.stream().close();
    });
    effect((onCleanup) => {
      const stream = this.stream();
      onCleanup(() => stream.close());
    });
    effect(() => {
      // A change of state brings times, exit code and usage with it.
      const change = `${this.id()} ${this.stream().status()?.status}`;
      if (!this.stream().status() || this.loaded.isLoading() || change === this.lastChange) return;
      this.lastChange = change;
      this.loaded.reload();
    });
    effect(() => {
      const execution = this.execution();
      if (execution) {
        this.pageTitle.about(`${execution.script_name} #${execution.id}`);
      }
    });
  }

  /** How the address names a tab; null for the log, unless a file that is named there would go first. */
  protected nameInAddress(tab: string): string | null {
    return tab === 'log' && this.firstTab() === 'log' ? null : tab;
  }

  protected reload(): void {
    this.loaded.reload();
  }

  protected downloadLog(what: LogExport): void {
    saveLog(this.id(), what);
  }

  /** Puts lines into the address, and the address into the clipboard. */
  protected async linkToLines(range: LineRange): Promise<void> {
    await this.putIntoAddress(range);
    if (!this.clipboard.copy(location.href)) return;
    const key = `executions.log.linkCopied.${lineRangeForm(range)}`;
    this.notifier.tell(this.transloco.translate(key, { line: lineRangeText(range) }));
  }

  /** @param range null to take lines out of the address */
  protected async putIntoAddress(range: LineRange | null): Promise<void> {
    await this.router.navigate([], {
      queryParams: { line: range && lineRangeText(range) },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected async cancel(): Promise<void> {
    const id = this.id();
    this.focus.watch();
    this.cancelledId.set(id);
    try {
      await this.api.cancelExecution({ id });
      this.notifier.tell(this.transloco.translate('executions.page.cancelled', { id }));
    } catch (error) {
      this.cancelledId.set(null);
      this.notifier.fail(error);
    }
    this.loaded.reload();
  }

  /** Asks first: a key is hit by mistake more easily than a button. */
  private async cancelByKey(): Promise<void> {
    const id = this.id();
    const isSure = await this.confirm.ask({
      heading: this.transloco.translate('executions.page.cancelQuestion', { id }),
      text: this.transloco.translate('executions.page.cancelText'),
      action: this.transloco.translate('executions.page.cancelAction'),
    });
    if (isSure && !this.isFinal()) await this.cancel();
  }

  private toggleFollowing(): void {
    const log = this.log();
    if (log?.following.isActive()) log.following.stop();
    else log?.follow();
  }

  protected async rerun(): Promise<void> {
    try {
      const { data } = await this.api.rerunExecution({ id: this.id() });
      await this.router.navigate(['/executions', data.id]);
    } catch (error) {
      this.notifier.fail(error);
    }
  }

  protected async delete(): Promise<void> {
    const id = this.id();
    const isSure = await this.confirm.ask({
      heading: this.transloco.translate('executions.page.deleteQuestion', { id }),
      text: this.transloco.translate('executions.page.deleteText'),
      action: this.transloco.translate('action.delete'),
      isDanger: true,
    });
    if (!isSure) return;
    try {
      await this.api.deleteExecution({ id });
      this.notifier.tell(this.transloco.translate('executions.page.deleted', { id }));
      await this.router.navigate(['/executions']);
    } catch (error) {
      this.notifier.fail(error);
    }
  }
}
