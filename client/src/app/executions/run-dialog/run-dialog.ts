import { Clipboard } from '@angular/cdk/clipboard';
import {
  afterNextRender,
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  numberAttribute,
  resource,
  signal,
} from '@angular/core';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { SystemApi, type RunPresetDto } from '../../api';
import { ParkedEdits } from '../../scripts/draft/parked-edits';
import { readApiError } from '../../shared/errors/api-error';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { PageTitle } from '../../shared/page-title';
import { KeyHint } from '../../shared/shortcuts/key-hint';
import { offerShortcuts } from '../../shared/shortcuts/shortcuts';
import { executionsTranslations } from '../executions.i18n';
import { ParameterForm } from '../parameter-form/parameter-form';
import {
  editedValues,
  parameterGroup,
  parameterValues,
  showProblems,
  type ParameterGroup,
} from '../parameter-form/parameter-group';
import { FileSizePipe } from '../file-size.pipe';
import { RunPresets } from '../run-presets/run-presets';
import { FileDrop } from './file-drop';
import { prefilledValues, prefillingQuery } from './prefilled-values';
import { RunPlans, type RunPlan } from './run-plan';
import { ScriptStarter } from './script-starter';

/**
 * Starts a run of one script with values and files, then stays for the next one or goes on to the execution's page.
 *
 * The address can bring values along: `?from=<execution>` those of an earlier run, `?p.KEY=value` single ones. A run of a
 * draft brings the draft along, too; `?unsaved=true` runs what the editor has not saved.
 */
@Component({
  selector: 'app-run-dialog',
  imports: [
    FileDrop,
    FileSizePipe,
    KeyHint,
    MatButton,
    MatCheckbox,
    MatFormFieldModule,
    MatIcon,
    MatInput,
    MatProgressBar,
    PageState,
    ParameterForm,
    ReactiveFormsModule,
    RouterLink,
    RunPresets,
    TranslocoDirective,
  ],
  providers: [provideTranslocoScope(executionsTranslations)],
  templateUrl: './run-dialog.html',
  styleUrl: './run-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunDialog {
  private readonly plans = inject(RunPlans);
  private readonly parked = inject(ParkedEdits);
  private readonly system = inject(SystemApi);
  private readonly starter = inject(ScriptStarter);
  private readonly errors = inject(ApiErrorMessage);
  private readonly notifier = inject(Notifier);
  private readonly clipboard = inject(Clipboard);
  private readonly transloco = inject(TranslocoService);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly pageTitle = inject(PageTitle);

  readonly id = input.required({ transform: numberAttribute });
  /** Number of the version to run; the newest when missing. */
  readonly version = input(undefined, { transform: optionalNumber });
  /** An execution whose values the form begins with. */
  readonly from = input(undefined, { transform: optionalNumber });
  /** Whether the edits run that the editor has parked. */
  readonly unsaved = input(false, { transform: booleanAttribute });

  protected readonly plan = resource({
    params: () => ({
      scriptId: this.id(),
      version: this.version(),
      from: this.from(),
      isUnsaved: this.unsaved(),
    }),
    loader: ({ params }) => this.plans.of(params),
  });
  /** The plan last read, while that of another version is on its way. */
  protected readonly shown = linkedSignal<RunPlan | undefined, RunPlan | undefined>({
    source: () => (this.plan.hasValue() ? this.plan.value() : undefined),
    computation: (plan, previous) => plan ?? previous?.value,
  });
  /** The fields; what was typed stays when another version is chosen. */
  protected readonly group = linkedSignal<RunPlan | undefined, ParameterGroup>({
    source: this.shown,
    computation: (plan, previous) => {
      if (!plan) return parameterGroup([]);
      const isSameScript = previous?.source?.script.id === plan.script.id;
      return parameterGroup(plan.definitions, {
        ...plan.values,
        ...prefilledValues(this.route.snapshot.queryParams),
        ...(isSameScript ? editedValues(previous.value) : {}),
      });
    },
  });
  /** Every version of the script, the newest first. */
  protected readonly versions = computed(() => {
    const newest = this.shown()?.script.version ?? 0;
    return Array.from({ length: newest }, (_, index) => newest - index);
  });
  /** Largest file in bytes. Null while it is read, or cannot be: the server refuses what is too large all the same. */
  private readonly limits = resource({
    loader: async () => (await this.system.getSystem()).data.upload_limit_bytes,
  });
  protected readonly fileLimit = computed(() =>
    this.limits.hasValue() ? this.limits.value() : null,
  );
  /** What the next preset is made of. */
  protected readonly valuesNow = () =>
    parameterValues(this.shown()?.definitions ?? [], this.group());
  protected readonly timeout = new FormControl('', {
    nonNullable: true,
    validators: [Validators.pattern(/^\s*[1-9]\d*\s*$/)],
  });
  /** As the earlier run was, until the reader says otherwise. */
  protected readonly isInteractive = linkedSignal(() => this.shown()?.isInteractive ?? false);
  protected readonly files = signal<readonly File[]>([]);
  protected readonly failure = signal('');
  /** Id of the run that was started last without going to it. */
  protected readonly started = signal<number | null>(null);
  /** What is sent of the files, 0..1; null while nothing is under way. */
  protected readonly progress = signal<number | null>(null);
  protected readonly percent = computed(() => Math.round((this.progress() ?? 0) * 100));
  /** Whether the edits that were to run are with another tab, or were opened in the editor. */
  protected readonly isDraftGone = computed(() => this.unsaved() && this.shown()?.draft === null);
  protected readonly isMissing = computed(() => readApiError(this.plan.error()).status === 404);
  private upload: AbortController | null = null;

  constructor() {
    offerShortcuts([
      { keys: 'mod+enter', label: 'executions.run.submitAndWatch', run: () => this.runAndWatch() },
    ]);
    effect(() => {
      const plan = this.shown();
      if (plan) this.pageTitle.about(plan.script.name);
    });
  }

  protected errorText(): string {
    return this.errors.of(this.plan.error());
  }

  protected stopUpload(): void {
    this.upload?.abort();
  }

  protected takePreset({ name, values }: RunPresetDto): void {
    const plan = this.shown();
    if (!plan) return;
    const group = parameterGroup(plan.definitions, values);
    // As if it were typed: another version keeps it.
    for (const control of Object.values(group.controls)) control.markAsDirty();
    this.group.set(group);
    this.notifier.tell(this.transloco.translate('executions.presets.taken', { name }));
  }

  protected async chooseVersion(version: number): Promise<void> {
    const newest = this.shown()?.script.version;
    await this.router.navigate([], {
      relativeTo: this.route,
      queryParams: { version: version === newest ? null : version },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected copyLink(): void {
    const version = this.shown()?.version;
    const tree = this.router.createUrlTree(['/scripts', this.id(), 'run'], {
      queryParams: { ...(version ? { version } : {}), ...prefillingQuery(this.valuesNow()) },
    });
    this.clipboard.copy(new URL(this.router.serializeUrl(tree), document.baseURI).href);
    this.notifier.tell(this.transloco.translate('executions.run.linkCopied'));
  }

  protected async runAndWatch(): Promise<void> {
    const id = await this.start();
    if (id !== null) await this.router.navigate(['/executions', id]);
  }

  protected async run(): Promise<void> {
    this.started.set(await this.start());
  }

  /** @returns the id of the new run; null when there is none */
  private async start(): Promise<number | null> {
    const plan = this.shown();
    const group = this.group();
    group.markAllAsTouched();
    this.timeout.markAsTouched();
    if (!plan || this.upload) return null;
    if (group.invalid || this.timeout.invalid) {
      this.showFirstProblem();
      return null;
    }
    const { definitions, version, draft } = plan;
    const timeout = this.timeout.value.trim();
    this.failure.set('');
    this.started.set(null);
    this.progress.set(0);
    this.upload = new AbortController();
    try {
      const execution = await this.starter.start(
        this.id(),
        {
          params: parameterValues(definitions, group),
          ...(version === null ? {} : { version }),
          ...(draft && { draft }),
          ...(timeout ? { timeout_seconds: Number(timeout) } : {}),
          ...(this.isInteractive() ? { interactive: true } : {}),
        },
        this.files(),
        { onProgress: (fraction) => this.progress.set(fraction), signal: this.upload.signal },
      );
      if (!execution) return null;
      if (this.unsaved()) this.parked.tryIn(this.id(), execution.id);
      return execution.id;
    } catch (error) {
      this.showFailure(error);
      return null;
    } finally {
      this.upload = null;
      this.progress.set(null);
    }
  }

  /** Problems with a field stand at the field; the rest above the button. */
  private showFailure(error: unknown): void {
    const { fields } = readApiError(error);
    const rest = showProblems(this.group(), fields);
    if (rest.length < fields.length) this.showFirstProblem();
    if (fields.length === 0) this.failure.set(this.errors.of(error));
    else {
      const said = rest.map((problem) => `${problem.field}: ${this.errors.ofProblem(problem)}`);
      this.failure.set(said.join('\n'));
    }
  }

  /** Puts the cursor into the first field that is wrong, once it is marked as such. */
  private showFirstProblem(): void {
    afterNextRender(
      () => {
        const field = this.element.nativeElement.querySelector<HTMLElement>('[aria-invalid=true]');
        field?.focus();
      },
      { injector: this.injector },
    );
  }
}

const optionalNumber = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);
