import {
  ChangeDetectionStrategy,
  Component,
  computed,
  input,
  output,
  viewChild,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule, MatMenuTrigger } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ExecutionStatus, ScriptSummaryDto } from '../../api';
import { KeyHint } from '../../shared/shortcuts/key-hint';
import { offerShortcuts } from '../../shared/shortcuts/shortcuts';
import { FilterChip } from './filter-chip';
import {
  REASONS,
  RECENT,
  readStatuses,
  STATUSES,
  TRIGGERS,
  type FilterQuery,
} from '../execution-list/execution-filters';

/** The filters of the list as chips, with a menu to add or change each. */
@Component({
  selector: 'app-filter-bar',
  imports: [
    FilterChip,
    KeyHint,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenuModule,
    MatTooltip,
    TranslocoDirective,
  ],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilterBar {
  readonly query = input.required<FilterQuery>();
  readonly scripts = input.required<readonly Pick<ScriptSummaryDto, 'id' | 'name'>[]>();
  /** Parts of the address that change; null removes one. */
  readonly filter = output<FilterQuery>();
  readonly cleared = output();

  private readonly adding = viewChild('adding', { read: MatMenuTrigger });

  protected readonly allStatuses = STATUSES;
  protected readonly allTriggers = TRIGGERS;
  protected readonly allReasons = REASONS;
  protected readonly allRecent = RECENT;
  protected readonly statuses = computed(() => readStatuses(this.query().status));
  protected readonly scriptName = computed(() => {
    const id = this.query().script_id;
    return this.scripts().find((script) => String(script.id) === id)?.name ?? `#${id}`;
  });
  protected readonly isFiltered = computed(() => Object.values(this.query()).some(Boolean));

  constructor() {
    offerShortcuts([
      { keys: '/', label: 'executions.list.addFilter', run: () => this.adding()?.openMenu() },
    ]);
  }

  protected names(statuses: readonly ExecutionStatus[], t: (key: string) => string): string {
    return statuses.map((status) => t(`status.${status}`)).join(', ');
  }

  protected toggleStatus(status: ExecutionStatus): void {
    const chosen = this.statuses();
    const next = chosen.includes(status)
      ? chosen.filter((one) => one !== status)
      : [...chosen, status];
    this.filter.emit({ status: next.join(',') || null });
  }
}
