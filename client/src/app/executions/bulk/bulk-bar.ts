import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  ExecutionsApi,
  type BulkAction,
  type BulkExecutionsDto,
  type BulkOutcomeDto,
} from '../../api';
import { Confirm } from '../../shared/confirm/confirm';
import { Notifier } from '../../shared/notifier';
import { ExecutionFeed } from '../execution-list/execution-feed';
import { BulkSummary } from './bulk-summary';

/** Each action with its icon, and whether it is asked for before. */
const ACTIONS: readonly { action: BulkAction; icon: string; asks: boolean }[] = [
  { action: 'cancel', icon: 'stop_circle', asks: true },
  { action: 'rerun', icon: 'replay', asks: true },
  { action: 'keep', icon: 'bookmark_add', asks: false },
  { action: 'unkeep', icon: 'bookmark_remove', asks: false },
  { action: 'delete', icon: 'delete', asks: true },
];

/** What can be done to the selected runs, with one summary of what became of them. */
@Component({
  selector: 'app-bulk-bar',
  imports: [MatButton, MatIcon, MatProgressBar, TranslocoDirective],
  templateUrl: './bulk-bar.html',
  styleUrl: './bulk-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BulkBar {
  private readonly api = inject(ExecutionsApi);
  private readonly confirm = inject(Confirm);
  private readonly dialog = inject(MatDialog);
  private readonly feed = inject(ExecutionFeed);
  private readonly notifier = inject(Notifier);
  private readonly transloco = inject(TranslocoService);

  readonly ids = input.required<number[]>();
  /** Whether more match than are selected and could be. */
  readonly canSelectMore = input.required<boolean>();
  readonly selectAll = output();
  readonly cleared = output();
  readonly applied = output<{ action: BulkAction; outcomes: readonly BulkOutcomeDto[] }>();

  protected readonly actions = ACTIONS;
  protected readonly isBusy = signal(false);

  protected async apply({ action, asks }: (typeof ACTIONS)[number]): Promise<void> {
    const ids = this.ids();
    if (asks && !(await this.isWanted(action, ids.length))) return;
    const inverse = this.inverseOf(action, ids);
    this.isBusy.set(true);
    try {
      const { items } = (await this.api.changeExecutions({ body: { action, ids } })).data;
      this.summarize(action, items, inverse);
      this.applied.emit({ action, outcomes: items });
    } catch (error) {
      // Any failed call: the selection stays, so that it can be tried again.
      this.notifier.fail(error);
    } finally {
      this.isBusy.set(false);
    }
  }

  private isWanted(action: BulkAction, count: number): Promise<boolean> {
    const say = (part: string) => this.transloco.translate(`executions.bulk.${part}`, { count });
    return this.confirm.ask({
      heading: say(`${action}Question`),
      text: say(`${action}Text`),
      action: say(action),
      isDanger: action === 'delete',
    });
  }

  /** What takes it back; null for what cannot be undone, or where it is not known how all were before. */
  private inverseOf(action: BulkAction, ids: number[]): BulkExecutionsDto | null {
    if (action !== 'keep' && action !== 'unkeep') return null;
    const keep = action === 'keep';
    const before = this.feed.executions().filter(({ id }) => ids.includes(id));
    const changed = before.filter((run) => run.keep !== keep).map(({ id }) => id);
    if (before.length < ids.length || changed.length === 0) return null;
    return { action: keep ? 'unkeep' : 'keep', ids: changed };
  }

  private async undo(inverse: BulkExecutionsDto): Promise<void> {
    try {
      await this.api.changeExecutions({ body: inverse });
      await this.feed.refresh();
    } catch (error) {
      // Any failed call: all stays as it is, and is told.
      this.notifier.fail(error);
    }
  }

  private summarize(
    action: BulkAction,
    outcomes: BulkOutcomeDto[],
    inverse: BulkExecutionsDto | null,
  ): void {
    const count = outcomes.filter(({ is_done }) => is_done).length;
    const text = this.transloco.translate<string>(`executions.bulk.${action}Done`, { count });
    const refused = outcomes.filter(({ is_done }) => !is_done);
    if (refused.length === 0 && inverse)
      this.notifier.tellUndoable(text, { run: () => this.undo(inverse) });
    else if (refused.length === 0) this.notifier.tell(text);
    else this.dialog.open(BulkSummary, { data: { text, refused }, maxWidth: '560px' });
  }
}
