import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionDto } from '../../api';
import { CauseTextPipe } from '../../shared/errors/cause-text.pipe';
import { indentJson, memberOf } from '../../shared/json/exact-json';
import { PageState } from '../../shared/page-state/page-state';

const copiedForMs = 2000;

/** What a script answered, as JSON to read and to copy, or why that was not taken. */
@Component({
  selector: 'app-execution-result',
  imports: [
    CauseTextPipe,
    MatButton,
    MatIcon,
    MatIconButton,
    MatProgressBar,
    MatTooltip,
    PageState,
    TranslocoDirective,
  ],
  templateUrl: './execution-result.html',
  styleUrl: './execution-result.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionResult {
  readonly execution =
    input.required<Pick<ExecutionDto, 'id' | 'has_result' | 'result_error' | 'result_cause'>>();

  private readonly address = computed(() => {
    const { id, has_result } = this.execution();
    return has_result ? `/api/executions/${id}/result` : undefined;
  });
  /** Read as text: the numbers of JavaScript are not always those that the script wrote. */
  protected readonly json = httpResource.text(() => this.address(), {
    parse: (envelope) => indentJson(memberOf(envelope, 'data')),
  });
  protected readonly isCopied = signal(false);

  protected async copy(json: string): Promise<void> {
    await navigator.clipboard.writeText(json);
    this.isCopied.set(true);
    setTimeout(() => this.isCopied.set(false), copiedForMs);
  }
}
