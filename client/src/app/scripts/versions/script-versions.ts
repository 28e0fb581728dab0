import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import type { VersionDto, VersionSummaryDto } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { Notifier } from '../../shared/notifier';
import { PageState } from '../../shared/page-state/page-state';
import { Pager } from '../../shared/pager/pager';
import { ContentComparison } from '../comparison/content-comparison';
import { ScriptDraft } from '../draft/script-draft';
import { RollbackDialog, type RollbackQuestion } from './rollback-dialog';
import { VersionTimeline } from './version-timeline';

const PER_PAGE = 50;

interface Pair {
  original: VersionDto;
  modified: VersionDto;
}

/** Every version of the script; two of them side by side; the way back to an old one. */
@Component({
  selector: 'app-script-versions',
  imports: [
    ContentComparison,
    MatButton,
    MatFormFieldModule,
    MatIcon,
    MatInput,
    MatProgressBar,
    PageState,
    Pager,
    TranslocoDirective,
    VersionTimeline,
  ],
  templateUrl: './script-versions.html',
  styleUrl: './script-versions.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptVersions {
  private readonly api = inject(ScriptsApi);
  private readonly dialog = inject(MatDialog);
  private readonly notifier = inject(Notifier);
  private readonly messages = inject(ApiErrorMessage);
  private readonly transloco = inject(TranslocoService);
  private readonly draft = inject(ScriptDraft);

  protected readonly perPage = PER_PAGE;
  protected readonly page = signal(1);
  /** The current version; 0 while the script was never saved. */
  protected readonly current = computed(() => this.draft.saved()?.version ?? 0);
  /** The version looked at: the newest until another is chosen. */
  protected readonly to = linkedSignal(() => this.current());
  /** The version it is compared with: the one before it until another is chosen. */
  protected readonly from = linkedSignal(() => Math.max(1, this.to() - 1));
  protected readonly numbers = computed(() =>
    Array.from({ length: this.current() }, (_, index) => this.current() - index),
  );

  protected readonly versions = resource({
    params: () => {
      const script = this.draft.saved();
      return script ? { id: script.id, page: this.page(), version: script.version } : undefined;
    },
    loader: async ({ params: { id, page } }) =>
      (await this.api.listVersions({ id, page, per_page: PER_PAGE })).data,
  });
  protected readonly shown = linkedSignal<VersionSummaryDto[] | undefined, VersionSummaryDto[]>({
    source: () => (this.versions.hasValue() ? this.versions.value().items : undefined),
    computation: (items, previous) => items ?? previous?.value ?? [],
  });
  protected readonly pair = resource({
    params: () => {
      const script = this.draft.saved();
      return script ? { id: script.id, from: this.from(), to: this.to() } : undefined;
    },
    loader: async ({ params: { id, from, to } }) => {
      const [original, modified] = await Promise.all([
        this.api.getVersion({ id, version: from }),
        this.api.getVersion({ id, version: to }),
      ]);
      return { original: original.data, modified: modified.data };
    },
  });
  /** The two last read, while the next two are on their way. */
  protected readonly contents = linkedSignal<Pair | undefined, Pair | undefined>({
    source: () => (this.pair.hasValue() ? this.pair.value() : undefined),
    computation: (pair, previous) => pair ?? previous?.value,
  });
  protected readonly failure = computed(() => {
    const error = this.versions.error() ?? this.pair.error();
    return error ? this.messages.of(error) : '';
  });

  protected retry(): void {
    this.versions.reload();
    this.pair.reload();
  }

  protected async rollBack(): Promise<void> {
    const script = this.draft.saved();
    const version = this.to();
    if (!script) return;
    const reason = await this.askReason(version);
    if (reason === undefined) return;
    try {
      const body = reason ? { reason } : {};
      this.draft.load((await this.api.rollbackScript({ id: script.id, version, body })).data);
    } catch (error) {
      // Any failed call: nothing changed, and the button is there to try again.
      this.notifier.fail(error);
      return;
    }
    this.notifier.tell(this.translate('rolledBack', { from: version, version: this.current() }));
  }

  /** @returns why, '' when that is not said; undefined when the person thinks better of it */
  private askReason(version: number): Promise<string | undefined> {
    const opened = this.dialog.open<RollbackDialog, RollbackQuestion, string>(RollbackDialog, {
      data: { version, current: this.current(), losesEdits: this.draft.isDirty() },
      width: '480px',
    });
    return firstValueFrom(opened.afterClosed());
  }

  private translate(key: string, params: object = {}): string {
    return this.transloco.translate(`scripts.versions.${key}`, { ...params });
  }
}
