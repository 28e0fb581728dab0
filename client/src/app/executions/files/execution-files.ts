import { Location } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { FilesApi, type ExecutionFileDto, type FileKind } from '../../api';
import { FocusKeeper } from '../../shared/focus-keeper';
import { PageState } from '../../shared/page-state/page-state';
import { FileSizePipe } from '../file-size.pipe';
import { downloadUrl, iconOf } from './file-kind';
import { FilePreview } from './file-preview';

/** What is kept with an entry of the browser's history. */
interface HistoryState {
  readonly isListBefore?: boolean;
}

/** The files of an execution, with a preview of the one that the address names. */
@Component({
  selector: 'app-execution-files',
  imports: [
    FilePreview,
    FileSizePipe,
    MatButton,
    MatIcon,
    MatIconButton,
    MatProgressBar,
    PageState,
    TranslocoDirective,
  ],
  templateUrl: './execution-files.html',
  styleUrl: './execution-files.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionFiles {
  private readonly api = inject(FilesApi);
  private readonly focus = inject(FocusKeeper);
  private readonly location = inject(Location);
  private readonly router = inject(Router);

  readonly executionId = input.required<number>();
  /** Whether the execution is over: its files are read again then. */
  readonly isFinal = input.required<boolean>();
  /** Path of the file that is looked at; none when missing. */
  readonly chosenPath = input<string>();

  protected readonly files = resource({
    params: () => ({ id: this.executionId(), isFinal: this.isFinal() }),
    loader: async ({ params: { id } }) => (await this.api.listExecutionFiles({ id })).data,
  });
  /** Undefined when none is looked at, or none has that path. */
  protected readonly chosen = computed(() => {
    if (!this.files.hasValue()) return undefined;
    return this.files.value().items.find(({ path }) => path === this.chosenPath());
  });
  /** Puts the file into the address. The way back leads to the list, however many were looked at. */
  protected async open(file: ExecutionFileDto): Promise<void> {
    const isFirst = this.chosenPath() === undefined;
    await this.putIntoAddress(file.path, isFirst || this.isListBefore(), !isFirst);
  }

  protected async close(): Promise<void> {
    this.focus.watch();
    if (this.isListBefore()) this.location.back();
    else await this.putIntoAddress(null, false, true);
  }

  protected icon(kind: FileKind): string {
    return iconOf(kind);
  }

  protected downloadUrl(file: ExecutionFileDto): string {
    return downloadUrl(this.executionId(), file);
  }

  /** Whether the entry of the history before this one is the list without a preview, which the entry itself knows. */
  private isListBefore(): boolean {
    const state = this.location.getState() as HistoryState | null;
    return state?.isListBefore ?? false;
  }

  private async putIntoAddress(
    file: string | null,
    isListBefore: boolean,
    replaceUrl: boolean,
  ): Promise<void> {
    await this.router.navigate([], {
      // the tab as well: without the file that opened it, the address would lead elsewhere
      queryParams: { tab: 'files', file },
      queryParamsHandling: 'merge',
      replaceUrl,
      state: { isListBefore } satisfies HistoryState,
    });
  }
}
