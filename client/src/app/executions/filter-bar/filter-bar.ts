import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  resource,
  viewChild,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule, MatMenuTrigger } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import { ScriptsApi, type ExecutionStatus } from '../../api';
import { linkDialog } from '../../shared/linked-dialog/linked-dialog';
import { KeyHint } from '../../shared/shortcuts/key-hint';
import { offerShortcuts } from '../../shared/shortcuts/shortcuts';
import { FilterChip } from './filter-chip';
import { ScriptChoiceDialog } from './script-choice-dialog';
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
  private readonly scriptsApi = inject(ScriptsApi);

  readonly query = input.required<FilterQuery>();
  /** Parts of the address that change; null removes one. */
  readonly filter = output<FilterQuery>();
  readonly cleared = output();

  private readonly adding = viewChild('adding', { read: MatMenuTrigger });

  protected readonly allStatuses = STATUSES;
  protected readonly allTriggers = TRIGGERS;
  protected readonly allReasons = REASONS;
  protected readonly allRecent = RECENT;
  protected readonly statuses = computed(() => readStatuses(this.query().status));
  protected readonly scriptId = computed(() => Number(this.query().script_id) || undefined);
  private readonly script = resource({
    params: () => this.scriptId(),
    loader: async ({ params: id }) => (await this.scriptsApi.getScript({ id })).data,
  });
  /** Its number only where it has no name any more: it must not flash before the name is read. */
  protected readonly scriptName = computed(() => {
    if (this.script.hasValue()) return this.script.value().name;
    return this.script.error() ? `#${this.query().script_id}` : '…';
  });
  protected readonly chooseScript = linkDialog<true, number>({
    name: 'choose_script',
    component: () => ScriptChoiceDialog,
    subject: () => true,
    // What opens at the field is placed once: the field must have its size from the start.
    config: { width: '400px', maxWidth: '94vw', autoFocus: 'input', enterAnimationDuration: 0 },
    closed: (id) => this.filter.emit({ script_id: String(id) }),
  });
  protected readonly isFiltered = computed(() => Object.values(this.query()).some(Boolean));

  constructor() {
    offerShortcuts([
      { keys: '/', label: 'executions.list.addFilter', run: () => this.adding()?.openMenu() },
    ]);
  }

  /** The menu would take letters and arrows for itself; Escape closes it. */
  protected keepFromMenu(event: KeyboardEvent): void {
    if (event.key !== 'Escape') event.stopPropagation();
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
