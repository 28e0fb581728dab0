import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  inject,
  input,
  model,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { ExecutionsApi } from '../../api';
import { readApiError } from '../../shared/errors/api-error';
import { Notifier } from '../../shared/notifier';

/** Lines of what was sent that stay to be seen. */
const sentLimit = 200;

/** What was sent to a script on this page. */
export interface SentInput {
  readonly lines: readonly string[];
  /** Whether nothing more can be sent. */
  readonly isEnded: boolean;
}

export const nothingSent: SentInput = { lines: [], isEnded: false };

/** A field for what a running script reads, with what was sent before. Only the script decides what its log shows of it. */
@Component({
  selector: 'app-execution-input',
  imports: [CdkTextareaAutosize, MatButton, MatIcon, TranslocoDirective],
  templateUrl: './execution-input.html',
  styleUrl: './execution-input.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExecutionInput {
  private readonly api = inject(ExecutionsApi);
  private readonly notifier = inject(Notifier);

  readonly executionId = input.required<number>();
  readonly sent = model<SentInput>(nothingSent);

  private readonly echo = viewChild<ElementRef<HTMLElement>>('echo');

  protected readonly text = signal('');
  /** What is under way: the next waits for it, so that the script reads everything in order. */
  private last: Promise<void> = Promise.resolve();

  constructor() {
    afterRenderEffect(() => {
      this.sent();
      const echo = this.echo()?.nativeElement;
      if (echo) echo.scrollTop = echo.scrollHeight;
    });
  }

  /** Sends the text as a line; an empty one is what Enter alone means at a terminal. */
  protected send(event: Event): void {
    event.preventDefault();
    // Enter that chooses a word of an input method is not meant for us.
    if (event instanceof KeyboardEvent && event.isComposing) return;
    const text = this.text();
    this.text.set('');
    this.last = this.last.then(() => this.give(text));
  }

  /** Ends the input, after what is still written in the field. */
  protected end(): void {
    const text = this.text();
    this.text.set('');
    this.last = this.last.then(() => this.giveLast(text));
  }

  private async give(line: string): Promise<void> {
    if (await this.request(line, { text: `${line}\n` })) this.show(line.split('\n'), false);
  }

  private async giveLast(text: string): Promise<void> {
    if (await this.request(text, { text, end: true }))
      this.show(text ? text.split('\n') : [], true);
  }

  /** @param text what comes back into the field when it was not sent */
  private async request(text: string, body: { text: string; end?: boolean }): Promise<boolean> {
    try {
      await this.api.giveExecutionInput({ id: this.executionId(), body });
      return true;
    } catch (error) {
      // Any failed call, e.g. a script that does not read: nothing was sent.
      if (readApiError(error).code === 'INPUT_CLOSED') this.show([], true);
      this.text.update((newer) => (newer ? `${text}\n${newer}` : text));
      this.notifier.fail(error);
      return false;
    }
  }

  private show(lines: readonly string[], isEnded: boolean): void {
    this.sent.update((before) => ({
      lines: [...before.lines, ...lines].slice(-sentLimit),
      isEnded: before.isEnded || isEnded,
    }));
  }
}
