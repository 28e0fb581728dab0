import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { DecimalPipe } from '@angular/common';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import { focusAndSelect } from '../../shared/focus-and-select';
import type { LogHits } from './log-hits';

/** Where a reader writes what to search a log for, sees how often it is there, and goes from hit to hit. */
@Component({
  selector: 'app-log-search-field',
  imports: [DecimalPipe, MatIcon, MatIconButton, MatTooltip, TranslocoPipe],
  templateUrl: './log-search-field.html',
  styleUrl: './log-search-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LogSearchField {
  private readonly destroyRef = inject(DestroyRef);

  readonly hits = input.required<LogHits>();
  /** Something else is searched for. */
  readonly changed = output();
  /** Number of a line to be brought into sight. */
  readonly lead = output<number>();

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  focus(): void {
    focusAndSelect(this.field());
  }

  protected async searchFor(text: string, isRegex?: boolean): Promise<void> {
    this.changed.emit();
    this.leadTo(await this.hits().find(text, isRegex));
  }

  protected async move(step: 1 | -1): Promise<void> {
    this.leadTo(await this.hits().move(step));
  }

  /** Clears what is searched for, if anything is: the key is then no one else's. */
  protected leave(event: Event): void {
    if (!this.hits().query()) return;
    event.stopPropagation();
    void this.searchFor('');
  }

  private leadTo(hit: number | null): void {
    // somebody may have gone to another page while the server searched
    if (hit !== null && !this.destroyRef.destroyed) this.lead.emit(hit);
  }
}
