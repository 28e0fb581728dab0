import {
  ChangeDetectionStrategy,
  Component,
  ViewEncapsulation,
  computed,
  inject,
  input,
  output,
} from '@angular/core';
import { DatePipe, DecimalPipe } from '@angular/common';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { AnsiHtml } from './ansi-html';
import type { LogGroup } from './log-groups';
import { plainText, type LogLine } from './log-line';
import { piecesOf } from './log-links';
import type { ScriptPlaces } from './script-places';

/** The wish for a link to a line. */
export interface LinkWish {
  readonly line: number;
  /** Whether the link is to reach to the line from the one already linked. */
  readonly extends: boolean;
}

/** One line of a log: its number, its time when wanted, and its text in colour. */
@Component({
  selector: 'app-log-row',
  imports: [AnsiHtml, DatePipe, DecimalPipe, MatIcon, TranslocoPipe],
  templateUrl: './log-row.html',
  styleUrl: './log-row.scss',
  // The colour classes are on elements that are not made by a template.
  encapsulation: ViewEncapsulation.None,
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: {
    class: 'log-row',
    '[class.log-row-stderr]': 'line().kind === "stderr"',
    '[class.log-row-skipped]': 'line().kind === "skipped"',
    '[class.log-row-hit]': 'isHit()',
    '[class.log-row-active]': 'isActive()',
    '[class.log-row-linked]': 'isLinked()',
    '(click)': 'openCode($event)',
  },
})
export class LogRow {
  private readonly router = inject(Router);

  readonly line = input.required<LogLine>();
  /** What leads to the script's code; null when nothing does. */
  readonly places = input<ScriptPlaces | null>(null);
  /** The group that the line begins: the row shows its title, and folds it. */
  readonly group = input<LogGroup | null>(null);
  readonly showsTime = input(false);
  /** Whether the line contains the text that is searched for. */
  readonly isHit = input(false);
  /** Whether it is the hit the search stands on. */
  readonly isActive = input(false);
  /** Whether the address of the page points to the line. */
  readonly isLinked = input(false);
  /** Whether the number can be pressed for a link to the line. */
  readonly isLinkable = input(false);
  /** A link to the line is wanted. */
  readonly linkTo = output<LinkWish>();
  /** The group is to be folded, or unfolded. */
  readonly toggleGroup = output<LogGroup>();

  protected readonly pieces = computed(() => piecesOf(this.line().text, this.places()));
  protected readonly title = computed(() => plainText(this.group()?.title ?? ''));
  protected readonly isColoured = computed(
    () => this.line().style !== '' || this.line().text.includes('\u001b'),
  );

  /** Follows a link to the code without loading the console anew; one in a coloured line is made by no template. */
  protected openCode(event: MouseEvent): void {
    const link = (event.target as Element).closest('a[data-code]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.router.navigateByUrl(`/${link.getAttribute('href')}`);
  }
}
