import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatProgressBar } from '@angular/material/progress-bar';
import { provideTranslocoScope, TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { EnvironmentsApi, type EnvironmentSummaryDto } from '../api';
import { FileSizePipe } from '../executions/file-size.pipe';
import { Confirm } from '../shared/confirm/confirm';
import { ApiErrorMessage } from '../shared/errors/api-error-message';
import { CauseTextPipe } from '../shared/errors/cause-text.pipe';
import { Notifier } from '../shared/notifier';
import { PageState } from '../shared/page-state/page-state';
import { RelativeTimePipe } from '../shared/time/relative-time.pipe';
import { reloadWhile } from './environment-polling';
import { EnvironmentStateTag } from './environment-state-tag';
import { environmentsTranslations } from './environments.i18n';

/** Everything that is installed for scripts, with what it takes of the disk. */
@Component({
  selector: 'app-environment-list',
  imports: [
    CauseTextPipe,
    EnvironmentStateTag,
    FileSizePipe,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenuModule,
    MatProgressBar,
    PageState,
    RelativeTimePipe,
    TranslocoDirective,
  ],
  templateUrl: './environment-list.html',
  styleUrl: './environment-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  providers: [provideTranslocoScope(environmentsTranslations)],
})
export class EnvironmentList {
  private readonly api = inject(EnvironmentsApi);
  private readonly confirm = inject(Confirm);
  private readonly errors = inject(ApiErrorMessage);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  protected readonly environments = resource({
    loader: async () => (await this.api.listEnvironments()).data.items,
  });
  protected readonly errorText = computed(() => this.errors.of(this.environments.error()));

  constructor() {
    reloadWhile(this.environments, (items) => items.some(({ state }) => state === 'building'));
  }

  protected nameOf({ requirements }: EnvironmentSummaryDto): string {
    return requirements.join(', ');
  }

  protected productOf({ language, interpreter_version }: EnvironmentSummaryDto): string {
    return `${language === 'python' ? 'Python' : 'Node.js'} ${interpreter_version}`;
  }

  protected async rebuild({ id }: EnvironmentSummaryDto): Promise<void> {
    await this.change(() => this.api.rebuildEnvironment({ id }), 'rebuilding');
  }

  protected async remove(environment: EnvironmentSummaryDto): Promise<void> {
    const isSure = await this.confirm.ask({
      heading: this.translate('removeTitle'),
      text: this.translate('removeText', { name: this.nameOf(environment) }),
      action: this.translate('remove'),
      isDanger: true,
    });
    if (!isSure) return;
    await this.change(() => this.api.deleteEnvironment({ id: environment.id }), 'removed');
  }

  private async change(send: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await send();
      this.notifier.tell(this.translate(done));
    } catch (error) {
      this.notifier.fail(error);
    }
    this.environments.reload();
  }

  private translate(key: string, params: Record<string, string> = {}): string {
    return this.transloco.translate(`environments.${key}`, params);
  }
}
