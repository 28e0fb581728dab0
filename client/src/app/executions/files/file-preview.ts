import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  resource,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionFileDto } from '../../api';
import { indentJson, tableOf } from '../../shared/json/exact-json';
import { PageState } from '../../shared/page-state/page-state';
import { fileUrl } from './file-kind';
import { headingFor, markdownHtml } from './markdown-html';
import { PdfPreview } from './pdf-preview';
import { readStart } from './read-start';

/** Bytes of a text that are shown. */
const textLimitBytes = 512 * 1024;
const rowLimit = 500;

/** What a text file is shown as. */
interface TextPreview {
  readonly isTruncated: boolean;
  /** Cells of a table, the first row is its head; null for what is none. */
  readonly rows: readonly string[][] | null;
  /** HTML of a Markdown file, cleaned by Angular when it is bound; null for other kinds. */
  readonly html: string | null;
  readonly text: string;
}

/** Shows a file as what it is: table, picture, page, formatted text; nothing in it can run here. */
@Component({
  selector: 'app-file-preview',
  imports: [MatButton, MatProgressBar, PageState, PdfPreview, TranslocoDirective],
  templateUrl: './file-preview.html',
  styleUrl: './file-preview.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(click)': 'goToHeading($event)' },
})
export class FilePreview {
  private readonly sanitizer = inject(DomSanitizer);

  readonly executionId = input.required<number>();
  readonly file = input.required<ExecutionFileDto>();

  private readonly page = viewChild<ElementRef<HTMLElement>>('page');

  protected readonly url = computed(() => fileUrl(this.executionId(), this.file()));
  /** Our own address: the server sends what lies there so that it cannot act, and the frame is a sandbox as well. */
  protected readonly frameUrl = computed(() =>
    this.sanitizer.bypassSecurityTrustResourceUrl(this.url()),
  );
  /** Whether the text of an HTML page is shown, rather than the page. */
  protected readonly isSource = linkedSignal({ source: this.file, computation: () => false });
  private readonly isText = computed(() => {
    const { kind } = this.file();
    return kind === 'html' ? this.isSource() : !['image', 'pdf', 'binary'].includes(kind);
  });
  protected readonly preview = resource({
    params: () => (this.isText() ? { url: this.url(), file: this.file() } : undefined),
    loader: async ({ params: { url, file }, abortSignal }): Promise<TextPreview> => {
      const { text, isTruncated } = await readStart(url, textLimitBytes, abortSignal);
      const plain = { isTruncated, rows: null, html: null, text };
      if (!text) return plain;
      switch (file.kind) {
        case 'csv':
          return { ...plain, ...(await readTable(text, isTruncated)) };
        case 'markdown':
          return { ...plain, html: await markdownHtml(text, url) };
        case 'json':
          return { ...plain, ...readJson(text) };
        default:
          return plain;
      }
    },
  });

  /** Follows a link within a Markdown file: the address cannot, it is that of the console. */
  protected goToHeading(event: Event): void {
    const link = (event.target as Element).closest('a');
    const page = this.page()?.nativeElement;
    const heading = link && page && headingFor(link, page);
    if (!heading) return;
    event.preventDefault();
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
  }
}

/** The library is loaded when a file needs it. */
async function readTable(
  text: string,
  isTruncated: boolean,
): Promise<Pick<TextPreview, 'rows' | 'isTruncated'>> {
  const { default: papa } = await import('papaparse');
  const { data, meta } = papa.parse<string[]>(text, {
    preview: rowLimit + 1,
    skipEmptyLines: true,
  });
  // The last row of a cut text is probably half a row.
  const rows = isTruncated && !meta.truncated ? data.slice(0, -1) : data;
  return { rows, isTruncated: isTruncated || meta.truncated };
}

/** An array of flat objects is a table, other JSON is indented. */
function readJson(text: string): Partial<TextPreview> {
  try {
    const rows = tableOf(text);
    if (!rows) return { text: indentJson(text) };
    return { rows: rows.slice(0, rowLimit + 1), isTruncated: rows.length > rowLimit + 1 };
  } catch {
    // A cut or broken JSON file is shown as it is.
    return {};
  }
}
