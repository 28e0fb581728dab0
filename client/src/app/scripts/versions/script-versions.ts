import { Clipboard } from '@angular/cdk/clipboard';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatTooltip } from '@angular/material/tooltip';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { VersionDto, VersionSummaryDto } from '../../api/models';
import { ScriptsApi } from '../../api/services';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { linkDialog } from '../../shared/linked-dialog/linked-dialog';
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

/** Every version of the script; two of them, which the address names, side by side; the way back to an old one. */
@Component({
  selector: 'app-script-versions',
  imports: [
    ContentComparison,
    MatButton,
    MatFormFieldModule,
    MatIcon,
    MatIconButton,
    MatInput,
    MatProgressBar,
    MatTooltip,
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
  private readonly router = inject(Router);
  private readonly clipboard = inject(Clipboard);
  private readonly notifier = inject(Notifier);
  private readonly messages = inject(ApiErrorMessage);
  private readonly transloco = inject(TranslocoService);
  private readonly draft = inject(ScriptDraft);

  /** Number of the version that another is compared with: the one before it when missing. */
  readonly compareFrom = input(undefined, { transform: versionNumber });
  /** Number of the version looked at: the newest when missing. */
  readonly compareTo = input(undefined, { transform: versionNumber });

  protected readonly perPage = PER_PAGE;
  protected readonly page = signal(1);
  /** The current version; 0 while the script was never saved. */
  protected readonly current = computed(() => this.draft.saved()?.version ?? 0);
  protected readonly to = computed(() => this.compareTo() ?? this.current());
  protected readonly from = computed(() => this.compareFrom() ?? Math.max(1, this.to() - 1));
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
    const error = this.versions.error();
    return error ? this.messages.of(error) : '';
  });
  /** Also for an address that names a version which does not exist. */
  protected readonly pairFailure = computed(() => {
    const error = this.pair.error();
    return error ? this.messages.of(error) : '';
  });

  protected readonly openRollback = linkDialog<RollbackQuestion, string>({
    name: 'rollback',
    component: () => RollbackDialog,
    subject: (value) => {
      const version = Number(value);
      const current = this.current();
      const isOld = Number.isInteger(version) && version >= 1 && version < current;
      return isOld ? { version, current, losesEdits: this.draft.isDirty() } : undefined;
    },
    config: { width: '480px' },
    closed: (reason, { version }) => this.rollBack(version, reason),
  });

  /** Puts two versions into the address, null for what it does by itself: the way back leads to those before. */
  protected async compare(from: number | null, to: number | null): Promise<void> {
    await this.router.navigate([], { queryParams: { from, to }, queryParamsHandling: 'merge' });
  }

  protected copyLink(): void {
    const tree = this.router.createUrlTree(['/scripts', this.draft.saved()?.id, 'versions'], {
      queryParams: { from: this.from(), to: this.to() },
    });
    this.clipboard.copy(new URL(this.router.serializeUrl(tree), document.baseURI).href);
    this.notifier.tell(this.translate('linkCopied', { from: this.from(), to: this.to() }));
  }

  /** @param reason '' when that is not said */
  private async rollBack(version: number, reason: string): Promise<void> {
    const script = this.draft.saved();
    if (!script) return;
    try {
      const body = reason ? { reason } : {};
      this.draft.load((await this.api.rollbackScript({ id: script.id, version, body })).data);
    } catch (error) {
      // Any failed call: nothing changed, and the button is there to try again.
      this.notifier.fail(error);
      return;
    }
    await this.compare(null, null);
    this.notifier.tell(this.translate('rolledBack', { from: version, version: this.current() }));
  }

  private translate(key: string, params: object = {}): string {
    return this.transloco.translate(`scripts.versions.${key}`, { ...params });
  }
}

/** What is no version number is as if it were missing. */
function versionNumber(text: string | undefined): number | undefined {
  return text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
