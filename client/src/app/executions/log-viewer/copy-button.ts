import { Clipboard } from '@angular/cdk/clipboard';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Notifier } from '../../shared/notifier';
import { lineRangeForm, lineRangeText, type LineRange } from './line-range';
import type { LogSnapshot } from './log-buffer';
import { textOf, wholeRange } from './log-text';
import type { WholeLog } from './whole-log';

/** How long it is seen that something was copied. */
const doneMs = 2_000;

/** Copies the marked lines of a log, or all of it; offers it as a file where that is too much. */
@Component({
  selector: 'app-copy-button',
  imports: [MatIcon, MatIconButton, MatTooltip, TranslocoPipe],
  templateUrl: './copy-button.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CopyButton {
  private readonly clipboard = inject(Clipboard);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  /** The log as far as it is here. */
  readonly log = input.required<LogSnapshot>();
  /** Where to read what `log` lacks. */
  readonly whole = input.required<WholeLog>();
  /** The lines to copy; null for all. */
  readonly marked = input<LineRange | null>(null);
  /** The reader wants the log as a file instead. */
  readonly download = output();

  protected readonly state = signal<'idle' | 'reading' | 'done'>('idle');
  protected readonly label = computed(() => {
    const marked = this.marked();
    return marked ? `executions.log.copyMarked.${lineRangeForm(marked)}` : 'executions.log.copy';
  });
  /** The numbers of the marked lines; '' when none are. */
  protected readonly line = computed(() => {
    const marked = this.marked();
    return marked ? lineRangeText(marked) : '';
  });

  protected async copy(): Promise<void> {
    this.state.set('reading');
    try {
      const text = await textOf(this.marked() ?? wholeRange, this.log(), this.whole());
      const isCopied = text !== null && this.clipboard.copy(text);
      this.state.set(isCopied ? 'done' : 'idle');
      if (isCopied) setTimeout(() => this.state.set('idle'), doneMs);
      else this.offerFile(text === null ? 'tooMuchToCopy' : 'notCopied');
    } catch (error) {
      // Any failed call: the button is there to try again.
      this.state.set('idle');
      this.notifier.fail(error);
    }
  }

  private offerFile(reason: string): void {
    this.notifier.tellMore(this.transloco.translate(`executions.log.${reason}`), {
      label: this.transloco.translate('action.download'),
      run: () => this.download.emit(),
    });
  }
}
