import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionDto } from '../../api';
import { PageState } from '../../shared/page-state/page-state';

const copiedForMs = 2000;

/** What a script answered, as JSON to read and to copy, or why that was not taken. */
@Component({
  selector: 'app-execution-result',
  imports: [MatIcon, MatIconButton, MatTooltip, PageState, TranslocoDirective],
  templateUrl: './execution-result.html',
  styleUrl: './execution-result.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionResult {
  readonly execution =
    input.required<Pick<ExecutionDto, 'has_result' | 'result' | 'result_error'>>();

  protected readonly json = computed(() => JSON.stringify(this.execution().result, null, 2));
  protected readonly isCopied = signal(false);

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.json());
    this.isCopied.set(true);
    setTimeout(() => this.isCopied.set(false), copiedForMs);
  }
}
