import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ScriptsApi } from '../../api/services';
import { CodeEditor } from '../../shared/code/code-editor';
import { ApiErrorMessage } from '../../shared/errors/api-error-message';
import { PageState } from '../../shared/page-state/page-state';

/** The code of an earlier version, to be read only. Fills its container. */
@Component({
  selector: 'app-version-code',
  imports: [CodeEditor, MatButton, MatProgressBar, PageState, RouterLink, TranslocoDirective],
  templateUrl: './version-code.html',
  styleUrl: './version-code.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VersionCode {
  private readonly api = inject(ScriptsApi);
  private readonly messages = inject(ApiErrorMessage);

  readonly scriptId = input.required<number>();
  readonly version = input.required<number>();
  /** The version that is edited. */
  readonly current = input.required<number>();
  /** Line to show, from 1. */
  readonly line = input<number | null>(null);

  protected readonly content = resource({
    params: () => ({ id: this.scriptId(), version: this.version() }),
    loader: async ({ params }) => (await this.api.getVersion(params)).data,
  });
  protected readonly failure = computed(() => {
    const error = this.content.error();
    return error ? this.messages.of(error) : '';
  });
}
