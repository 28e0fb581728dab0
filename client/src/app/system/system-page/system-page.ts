import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective } from '@jsverse/transloco';
import { SystemApi } from '../../api';
import { EnvironmentList } from '../../environments/environment-list';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { PageState } from '../../shared/page-state/page-state';
import { InterpreterList } from '../interpreters/interpreter-list';
import { IsolationPanel } from '../isolation/isolation-panel';
import { ServerFacts } from '../server-facts/server-facts';
import { StorageUsage } from '../usage/storage-usage';

/** What this server is, how it keeps runs apart and what it runs them with. */
@Component({
  selector: 'app-system-page',
  imports: [
    EnvironmentList,
    InterpreterList,
    IsolationPanel,
    MatButton,
    MatProgressBar,
    PageState,
    ServerFacts,
    StorageUsage,
    TranslocoDirective,
  ],
  templateUrl: './system-page.html',
  styleUrl: './system-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SystemPage {
  private readonly api = inject(SystemApi);
  private readonly errors = inject(ApiErrorMessage);

  protected readonly system = resource({ loader: async () => (await this.api.getSystem()).data });
  protected readonly errorText = computed(() => this.errors.of(this.system.error()));
}
