import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
  signal,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective } from '@jsverse/transloco';
import { FilesApi, type ExecutionFileDto, type FileKind } from '../../api';
import { PageState } from '../../shared/page-state/page-state';
import { FileSizePipe } from '../file-size.pipe';
import { downloadUrl, iconOf } from './file-kind';
import { FilePreview } from './file-preview';

/** The files of an execution, with a preview of the one that is chosen. */
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

  readonly executionId = input.required<number>();
  /** Whether the execution is over: its files are read again then. */
  readonly isFinal = input.required<boolean>();

  protected readonly files = resource({
    params: () => ({ id: this.executionId(), isFinal: this.isFinal() }),
    loader: async ({ params: { id } }) => (await this.api.listExecutionFiles({ id })).data,
  });
  private readonly chosenPath = signal<string | null>(null);
  protected readonly chosen = computed(() => {
    if (!this.files.hasValue()) return null;
    return this.files.value().items.find(({ path }) => path === this.chosenPath()) ?? null;
  });

  protected choose(file: ExecutionFileDto | null): void {
    this.chosenPath.set(file?.path ?? null);
  }

  protected icon(kind: FileKind): string {
    return iconOf(kind);
  }

  protected downloadUrl(file: ExecutionFileDto): string {
    return downloadUrl(this.executionId(), file);
  }
}
