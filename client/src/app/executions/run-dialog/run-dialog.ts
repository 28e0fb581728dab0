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
  signal,
} from '@angular/core';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { ExecutionsApi, ScriptsApi } from '../../api';
import { readApiError } from '../../shared/errors/api-error';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { PageState } from '../../shared/page-state/page-state';
import { PageTitle } from '../../shared/page-title';
import { executionsTranslations } from '../executions.i18n';
import { ParameterForm } from '../parameter-form/parameter-form';
import { parameterGroup, parameterValues, showProblems } from '../parameter-form/parameter-group';
import { FileDrop } from './file-drop';
import { ScriptStarter } from './script-starter';

/**
 * Starts a run of one script: values, files, then on to the execution's page.
 *
 * The address can bring values along: `?from=<execution>` those of an earlier run, `?KEY=value` single ones.
 */
@Component({
  selector: 'app-run-dialog',
  imports: [
    FileDrop,
    MatButton,
    MatCheckbox,
    MatFormFieldModule,
    MatIcon,
    MatIconButton,
    MatInput,
    MatProgressBar,
    PageState,
    ParameterForm,
    ReactiveFormsModule,
    RouterLink,
    TranslocoDirective,
  ],
  providers: [provideTranslocoScope(executionsTranslations)],
  templateUrl: './run-dialog.html',
  styleUrl: './run-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RunDialog {
  private readonly scripts = inject(ScriptsApi);
  private readonly executions = inject(ExecutionsApi);
  private readonly starter = inject(ScriptStarter);
  private readonly errors = inject(ApiErrorMessage);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly pageTitle = inject(PageTitle);

  readonly id = input.required({ transform: numberAttribute });
  /** Number of the version to run; the newest when missing. */
  readonly version = input<string>();
  /** An execution whose values the form begins with. */
  readonly from = input<string>();

  protected readonly plan = resource({
    params: () => ({ id: this.id(), version: this.version(), from: this.from() }),
    loader: ({ params: { id, version, from } }) => this.loadPlan(id, version, from),
  });
  protected readonly group = computed(() => {
    if (!this.plan.hasValue()) return parameterGroup([]);
    const { definitions, values } = this.plan.value();
    return parameterGroup(definitions, { ...values, ...this.route.snapshot.queryParams });
  });
  protected readonly timeout = new FormControl('', {
    nonNullable: true,
    validators: [Validators.pattern(/^\s*[1-9]\d*\s*$/)],
  });
  /** As the earlier run was, until the reader says otherwise. */
  protected readonly isInteractive = linkedSignal(
    () => this.plan.hasValue() && this.plan.value().isInteractive,
  );
  protected readonly files = signal<readonly File[]>([]);
  protected readonly failure = signal('');
  /** What is sent of the files, 0..1; null while nothing is under way. */
  protected readonly progress = signal<number | null>(null);
  protected readonly percent = computed(() => Math.round((this.progress() ?? 0) * 100));
  protected readonly isMissing = computed(() => readApiError(this.plan.error()).status === 404);
  private upload: AbortController | null = null;

  constructor() {
    effect(() => {
      if (this.plan.hasValue()) this.pageTitle.about(this.plan.value().script.name);
    });
  }

  protected errorText(): string {
    return this.errors.of(this.plan.error());
  }

  protected stopUpload(): void {
    this.upload?.abort();
  }

  protected async run(): Promise<void> {
    const group = this.group();
    group.markAllAsTouched();
    this.timeout.markAsTouched();
    if (!this.plan.hasValue() || group.invalid || this.timeout.invalid || this.upload) return;
    const { definitions, version } = this.plan.value();
    const timeout = this.timeout.value.trim();
    this.failure.set('');
    this.progress.set(0);
    this.upload = new AbortController();
    try {
      const execution = await this.starter.start(
        this.id(),
        {
          params: parameterValues(definitions, group),
          ...(version === null ? {} : { version }),
          ...(timeout ? { timeout_seconds: Number(timeout) } : {}),
          ...(this.isInteractive() ? { interactive: true } : {}),
        },
        this.files(),
        { onProgress: (fraction) => this.progress.set(fraction), signal: this.upload.signal },
      );
      if (execution) await this.router.navigate(['/executions', execution.id]);
    } catch (error) {
      this.showFailure(error);
    } finally {
      this.upload = null;
      this.progress.set(null);
    }
  }

  /** Problems with a field stand at the field; the rest above the button. */
  private showFailure(error: unknown): void {
    const { fields } = readApiError(error);
    const rest = showProblems(this.group(), fields);
    if (fields.length === 0) this.failure.set(this.errors.of(error));
    else this.failure.set(rest.map(({ field, message }) => `${field}: ${message}`).join('\n'));
  }

  private async loadPlan(id: number, version: string | undefined, from: string | undefined) {
    const [script, chosen, earlier] = await Promise.all([
      this.scripts.getScript({ id }),
      version ? this.scripts.getVersion({ id, version: Number(version) }) : null,
      from ? this.executions.getExecution({ id: Number(from) }) : null,
    ]);
    return {
      script: script.data,
      definitions: chosen?.data.parameters ?? script.data.parameters,
      /** Null for the newest. */
      version: chosen?.data.version ?? null,
      values: earlier?.data.params ?? {},
      uploads: earlier?.data.uploads ?? [],
      isInteractive: earlier?.data.is_interactive ?? false,
    };
  }
}
