import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  model,
  output,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptListItemDto } from '../../api/models';
import { StatusChip } from '../../shared/status-chip/status-chip';
import { InstantPipe } from '../../shared/time/instant.pipe';
import { RelativeTimePipe } from '../../shared/time/relative-time.pipe';
import { MarkedText } from '../marked-text/marked-text';
import { RunBars } from '../run-history/run-bars';
import { ScriptTypeBadge } from '../script-type/script-type-badge';
import { ScriptActions } from './script-actions';

/** Scripts as rows that become cards where there is little room. */
@Component({
  selector: 'app-script-table',
  imports: [
    InstantPipe,
    MarkedText,
    MatCheckbox,
    MatIcon,
    MatIconButton,
    MatMenuModule,
    MatTooltip,
    RelativeTimePipe,
    RouterLink,
    RunBars,
    ScriptTypeBadge,
    StatusChip,
    TranslocoDirective,
  ],
  templateUrl: './script-table.html',
  styleUrl: './script-table.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptTable {
  protected readonly actions = inject(ScriptActions);

  readonly scripts = input.required<ScriptListItemDto[]>();
  /** What was searched, to be marked. */
  readonly wanted = input('');
  /** Ids of the chosen ones. */
  readonly selected = model<ReadonlySet<number>>(new Set());

  readonly chooseTag = output<string>();
  readonly toggleFavourite = output<ScriptListItemDto>();
  /** Something was added or deleted. */
  readonly changed = output();

  protected readonly isAllSelected = computed(
    () => this.scripts().length > 0 && this.scripts().every(({ id }) => this.selected().has(id)),
  );

  protected select(id: number, isSelected: boolean): void {
    const ids = new Set(this.selected());
    if (isSelected) ids.add(id);
    else ids.delete(id);
    this.selected.set(ids);
  }

  protected selectAll(isSelected: boolean): void {
    this.selected.set(new Set(isSelected ? this.scripts().map(({ id }) => id) : []));
  }

  protected async duplicate(script: ScriptListItemDto): Promise<void> {
    if (await this.actions.duplicate(script)) this.changed.emit();
  }

  protected async remove(script: ScriptListItemDto): Promise<void> {
    if (await this.actions.remove(script)) this.changed.emit();
  }
}
