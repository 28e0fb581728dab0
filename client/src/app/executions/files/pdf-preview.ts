import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionFileDto } from '../../api';
import { PageState } from '../../shared/page-state/page-state';
import { downloadUrl, fileUrl } from './file-kind';

/** A PDF file in the browser's own viewer; where the browser has none, the ways to get at the file. */
@Component({
  selector: 'app-pdf-preview',
  imports: [MatButton, MatIcon, PageState, TranslocoDirective],
  templateUrl: './pdf-preview.html',
  styleUrl: './pdf-preview.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PdfPreview {
  private readonly sanitizer = inject(DomSanitizer);

  readonly executionId = input.required<number>();
  readonly file = input.required<ExecutionFileDto>();

  protected readonly hasViewer = navigator.pdfViewerEnabled;
  protected readonly url = computed(() => fileUrl(this.executionId(), this.file()));
  protected readonly download = computed(() => downloadUrl(this.executionId(), this.file()));
  /** Our own address, which the server answers with nothing that is not a PDF file. */
  protected readonly frameUrl = computed(() =>
    this.sanitizer.bypassSecurityTrustResourceUrl(this.url()),
  );
}
