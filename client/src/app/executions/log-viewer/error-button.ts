import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Notifier } from '../../shared/notifier';
import { FirstError, type ErrorLine } from './first-error';
import { plainText } from './log-line';
import type { WholeLog } from './whole-log';

/** The error a reader was led to: its lines, and which of them is looked at. */
interface Visit {
  readonly lines: readonly ErrorLine[];
  readonly index: number;
}

/** Leads to the first error of a log; pressed again, to the next line that tells of it. */
@Component({
  selector: 'app-error-button',
  imports: [MatIcon, MatIconButton, MatTooltip, TranslocoPipe],
  templateUrl: './error-button.html',
  styleUrl: './error-button.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ErrorButton {
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  /** The log that is searched. */
  readonly whole = input.required<WholeLog>();
  /** Number of a line to be brought into sight. */
  readonly lead = output<number>();

  private readonly visit = linkedSignal<WholeLog, Visit | null>({
    source: this.whole,
    computation: () => null,
  });
  protected readonly isSearching = signal(false);
  /** The line that is looked at, for those who hear the page. */
  protected readonly line = computed(() => {
    const visit = this.visit();
    const line = visit?.lines[visit.index];
    return line && { number: line.number, text: plainText(line.text) };
  });

  async goOn(): Promise<void> {
    const visit = this.visit();
    if (visit) this.visit.set({ ...visit, index: (visit.index + 1) % visit.lines.length });
    else await this.search();
    const line = this.line();
    if (line) this.lead.emit(line.number);
  }

  private async search(): Promise<void> {
    if (this.isSearching()) return;
    const whole = this.whole();
    this.isSearching.set(true);
    try {
      const lines = await new FirstError(whole).find();
      if (whole !== this.whole()) return;
      if (lines.length > 0) this.visit.set({ lines, index: 0 });
      else this.notifier.tell(this.transloco.translate('executions.log.noError'));
    } catch (error) {
      // Any failed call: the button is there to try again.
      this.notifier.fail(error);
    } finally {
      this.isSearching.set(false);
    }
  }
}
