import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  resource,
  signal,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatAutocompleteModule } from '@angular/material/autocomplete';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { SchedulesApi, ScriptsApi, SystemApi, type ScheduleDto } from '../../api';
import { ParameterForm } from '../../executions/parameter-form/parameter-form';
import {
  parameterGroup,
  parameterValues,
  showProblems,
} from '../../executions/parameter-form/parameter-group';
import type { Editing } from '../../scripts/script-editor/keep-unsaved-changes';
import { Confirm } from '../../shared/confirm/confirm';
import { readApiError } from '../../shared/errors/api-error';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { PageTitle } from '../../shared/page-title';
import { ScriptPicker } from '../../shared/script-picker/script-picker';
import { KeyHint } from '../../shared/shortcuts/key-hint';
import { offerShortcuts } from '../../shared/shortcuts/shortcuts';
import { CronBuilder } from '../cron-builder/cron-builder';
import { CronPreview } from '../cron-preview/cron-preview';
import { changeOf, type EnteredSchedule, type ScheduleConflict } from './schedule-change';
import {
  currentOffset,
  isMeantBy,
  isTimezone,
  matchingTimezones,
  ownTimezone,
  timezoneValidator,
} from './timezones';

/** What each field is called in the form. */
const FIELD_LABELS: Record<keyof EnteredSchedule, string> = {
  script_id: 'script',
  name: 'name',
  cron_expression: 'cron',
  timezone: 'timezone',
  enabled: 'enabled',
  params: 'values',
};

/** Makes a schedule or changes one. */
@Component({
  selector: 'app-schedule-edit',
  imports: [
    CronBuilder,
    CronPreview,
    KeyHint,
    MatAutocompleteModule,
    MatButton,
    MatFormFieldModule,
    MatInput,
    MatProgressBar,
    MatSlideToggle,
    PageState,
    ParameterForm,
    ReactiveFormsModule,
    RouterLink,
    ScriptPicker,
    TranslocoDirective,
  ],
  templateUrl: './schedule-edit.html',
  styleUrl: './schedule-edit.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(window:beforeunload)': 'warnOnUnload($event)' },
})
export class ScheduleEdit implements Editing {
  private readonly api = inject(SchedulesApi);
  private readonly builder = inject(NonNullableFormBuilder);
  private readonly confirm = inject(Confirm);
  private readonly errors = inject(ApiErrorMessage);
  private readonly notifier = inject(Notifier);
  private readonly pageTitle = inject(PageTitle);
  private readonly router = inject(Router);
  private readonly scriptsApi = inject(ScriptsApi);
  private readonly systemApi = inject(SystemApi);
  private readonly transloco = inject(TranslocoService);

  /** The schedule to change; a new one when missing. */
  readonly id = input<string>();
  /** The script of a new schedule, as chosen where the person came from; older links say `script_id`. */
  readonly script = input<string>();
  readonly script_id = input<string>();

  protected readonly form = this.builder.group({
    script_id: [0, Validators.min(1)],
    // eslint-disable-next-line @typescript-eslint/unbound-method -- the label's asterisk looks for this very function
    name: ['', [Validators.required, Validators.maxLength(100)]],
    // eslint-disable-next-line @typescript-eslint/unbound-method -- see above
    cron_expression: ['0 9 * * 1-5', Validators.required],
    timezone: [ownTimezone(), timezoneValidator],
    enabled: [true],
  });
  private readonly entered = toSignal(this.form.valueChanges, { initialValue: this.form.value });
  protected readonly expression = computed(() => this.entered().cron_expression ?? '');
  protected readonly scriptId = computed(() => this.entered().script_id ?? 0);
  protected readonly timezones = computed(() => matchingTimezones(this.entered().timezone ?? ''));
  private readonly system = resource({
    loader: async () => (await this.systemApi.getSystem()).data,
  });
  /** What is mostly wanted stands above all others. */
  protected readonly likelyZones = computed(() => {
    const zones = [{ name: ownTimezone(), origin: 'browser' }];
    // without it the picker works as well
    if (this.system.hasValue()) {
      zones.push({ name: this.system.value().default_timezone, origin: 'server' });
    }
    const typed = this.entered().timezone ?? '';
    return zones
      .filter(({ name }) => isTimezone(typed) || isMeantBy(typed, name))
      .map((zone) => ({ ...zone, offset: currentOffset(zone.name) }));
  });
  /** The zone of the preview: half a name is none. */
  protected readonly timezone = computed(() => {
    const timezone = this.entered().timezone ?? '';
    return isTimezone(timezone) ? timezone : ownTimezone();
  });

  protected readonly loaded = resource({
    params: () => ({ id: this.id() }),
    loader: async ({ params: { id } }) => ({
      schedule: id ? (await this.api.getSchedule({ id: Number(id) })).data : null,
    }),
  });
  protected readonly chosenScript = resource({
    params: () => this.scriptId() || undefined,
    loader: async ({ params: id }) => (await this.scriptsApi.getScript({ id })).data,
  });
  protected readonly definitions = computed(() =>
    this.chosenScript.hasValue() ? this.chosenScript.value().parameters : [],
  );
  protected readonly group = computed(() => {
    const schedule = this.loaded.hasValue() ? this.loaded.value().schedule : null;
    const isSameScript =
      this.chosenScript.hasValue() && schedule?.script_id === this.chosenScript.value().id;
    return parameterGroup(this.definitions(), isSameScript ? schedule.params : {});
  });
  protected readonly failure = signal('');
  protected readonly conflict = signal<ScheduleConflict | null>(null);
  /** One line for each field that both changed: what it is on the server now. */
  protected readonly theirChanges = computed(() =>
    (this.conflict()?.fields ?? []).map((field) => {
      const label = this.transloco.translate(`schedules.edit.${FIELD_LABELS[field]}`);
      const value = this.theirValue(field);
      return value ? `${label}: ${value}` : label;
    }),
  );
  /** The newest state of the schedule that the person has seen. */
  private known: ScheduleDto | null = null;
  protected readonly isSaving = signal(false);
  protected readonly isMissing = computed(() => readApiError(this.loaded.error()).status === 404);
  protected readonly errorText = computed(() => this.errors.of(this.loaded.error()));

  constructor() {
    offerShortcuts([{ keys: 'mod+s', label: 'action.save', run: () => this.save() }]);
    effect(() => {
      if (!this.loaded.hasValue()) return;
      const { schedule } = this.loaded.value();
      untracked(() => {
        if (schedule) {
          const { script_id, name, cron_expression, timezone, enabled } = schedule;
          this.form.reset({ script_id, name, cron_expression, timezone, enabled });
          this.known = schedule;
          this.conflict.set(null);
          this.pageTitle.about(name);
        } else {
          this.form.patchValue({ script_id: Number(this.script() ?? this.script_id() ?? 0) });
        }
      });
    });
  }

  /** Whether the page may go; asks when changes would be lost. */
  canLeave(): boolean | Promise<boolean> {
    if (!this.isDirty()) return true;
    return this.confirm.ask({
      heading: this.transloco.translate('schedules.leave.title'),
      text: this.transloco.translate('schedules.leave.text'),
      action: this.transloco.translate('schedules.leave.action'),
      isDanger: true,
    });
  }

  protected warnOnUnload(event: BeforeUnloadEvent): void {
    if (this.isDirty()) event.preventDefault();
  }

  protected useExpression(expression: string): void {
    const { cron_expression } = this.form.controls;
    cron_expression.setValue(expression);
    cron_expression.markAsDirty();
  }

  protected useScript(id: number | undefined): void {
    const { script_id } = this.form.controls;
    script_id.setValue(id ?? 0);
    script_id.markAsDirty();
  }

  protected isScriptMissing(): boolean {
    const { script_id } = this.form.controls;
    return script_id.touched && script_id.invalid;
  }

  protected offset(timezone: string): string {
    return currentOffset(timezone);
  }

  /** Gives up what was entered here. */
  protected takeTheirs(): void {
    this.loaded.reload();
  }

  protected async saveAnyway({ theirs }: ScheduleConflict): Promise<void> {
    this.known = theirs;
    await this.save();
  }

  protected async save(): Promise<void> {
    const group = this.group();
    this.form.markAllAsTouched();
    group.markAllAsTouched();
    if (this.form.invalid || group.invalid || this.isSaving()) return;
    this.failure.set('');
    this.conflict.set(null);
    this.isSaving.set(true);
    try {
      const data = await this.send();
      this.notifier.tell(this.transloco.translate('schedules.edit.saved', { name: data.name }));
      this.form.markAsPristine();
      group.markAsPristine();
      await this.router.navigate(['/schedules']);
    } catch (error) {
      this.showFailure(error);
    } finally {
      this.isSaving.set(false);
    }
  }

  /** Of a schedule that exists only what was changed here, so that changes from elsewhere live on. */
  private async send(): Promise<ScheduleDto> {
    const values = this.form.getRawValue();
    const entered = { ...values, name: values.name.trim() };
    const params = parameterValues(this.definitions(), this.group());
    const read = this.loaded.hasValue() ? this.loaded.value().schedule : null;
    if (!read) return (await this.api.createSchedule({ body: { ...entered, params } })).data;
    const areParamsEdited = this.group().dirty || entered.script_id !== read.script_id;
    const edited = areParamsEdited ? { ...entered, params } : entered;
    const body = changeOf(read, edited, this.known ?? read);
    return (await this.api.updateSchedule({ id: read.id, body })).data;
  }

  private theirValue(field: keyof EnteredSchedule): string {
    const theirs = this.conflict()?.theirs;
    switch (field) {
      case 'script_id':
        return theirs?.script_name ?? '';
      case 'enabled':
        return this.transloco.translate(
          `schedules.list.states.${theirs?.enabled ? 'enabled' : 'disabled'}`,
        );
      case 'params':
        return Object.entries(theirs?.params ?? {})
          .map(([key, value]) => `${key}=${String(value)}`)
          .join(', ');
      default:
        return theirs?.[field] ?? '';
    }
  }

  private isDirty(): boolean {
    return this.form.dirty || this.group().dirty;
  }

  /** Problems with a parameter stand at its field; the rest above the button. */
  private showFailure(error: unknown): void {
    const { code, details, fields } = readApiError(error);
    if (code === 'SCHEDULE_CHANGED') {
      // The contract of the 409 answer: details are { current: ScheduleDto, changed: names of fields }.
      const { current: theirs, changed } = details as {
        current: ScheduleDto;
        changed: (keyof EnteredSchedule)[];
      };
      this.conflict.set({ theirs, fields: changed });
      return;
    }
    const rest = showProblems(this.group(), fields);
    if (fields.length === 0) this.failure.set(this.errors.of(error));
    else this.failure.set(rest.map((problem) => this.errors.ofProblem(problem)).join('\n'));
  }
}
