import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { EnvironmentsApi } from '../api';
import { FileSizePipe } from '../executions/file-size.pipe';
import { ApiErrorMessage } from '../shared/errors/api-error-message';
import { CauseTextPipe } from '../shared/errors/cause-text.pipe';
import { Notifier } from '../shared/notifier';
import { PageState } from '../shared/page-state/page-state';
import { InstantPipe } from '../shared/time/instant.pipe';
import { reloadWhile } from './environment-polling';
import { EnvironmentStateTag } from './environment-state-tag';
import { environmentsTranslations } from './environments.i18n';

/** What the dependencies of a script have become: the exact packages, or why they could not be installed. */
@Component({
  selector: 'app-script-environment',
  imports: [
    CauseTextPipe,
    EnvironmentStateTag,
    FileSizePipe,
    InstantPipe,
    MatButton,
    MatIcon,
    MatProgressBar,
    PageState,
    TranslocoDirective,
  ],
  templateUrl: './script-environment.html',
  styleUrl: './script-environment.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [provideTranslocoScope(environmentsTranslations)],
})
export class ScriptEnvironment {
  private readonly api = inject(EnvironmentsApi);
  private readonly errors = inject(ApiErrorMessage);
  private readonly notifier = inject(Notifier);

  readonly scriptId = input.required<number>();
  /** The dependencies that are saved: they may be installed already, for another script. */
  readonly requirements = input.required<readonly string[]>();

  protected readonly loaded = resource({
    params: () => ({ id: this.scriptId(), requirements: this.requirements() }),
    loader: async ({ params: { id } }) =>
      (await this.api.getScriptEnvironment({ id })).data.environment,
  });
  protected readonly environment = computed(() =>
    this.loaded.hasValue() ? this.loaded.value() : null,
  );
  protected readonly errorText = computed(() => this.errors.of(this.loaded.error()));
  protected readonly product = computed(() =>
    this.environment()?.language === 'python' ? 'Python' : 'Node.js',
  );

  constructor() {
    reloadWhile(this.loaded, (environment) => environment?.state === 'building');
  }

  protected async rebuild(id: number): Promise<void> {
    try {
      await this.api.rebuildEnvironment({ id });
    } catch (error) {
      this.notifier.fail(error);
    }
    this.loaded.reload();
  }
}
