import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { MatTabNavPanel, MatTabsModule } from '@angular/material/tabs';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { ActiveTabInView } from '../../shared/active-tab-in-view';
import { ScriptDraft } from '../draft/script-draft';

export const SCRIPT_TABS = ['code', 'parameters', 'dependencies', 'settings', 'versions'] as const;
export type ScriptTab = (typeof SCRIPT_TABS)[number];

const TAB_OF_FIELD: Record<string, ScriptTab | undefined> = {
  code: 'code',
  parameters: 'parameters',
  dependencies: 'dependencies',
  type: 'settings',
  description: 'settings',
  tags: 'settings',
  category: 'settings',
  timeout_seconds: 'settings',
  concurrency_limit: 'settings',
  interpreter_id: 'settings',
  retention_days: 'settings',
  retention_runs: 'settings',
  limits: 'settings',
  network: 'settings',
  readable_folders: 'settings',
};

/** Where a field of the script is edited, e.g. `parameters.0.key`; undefined for what every tab shows. */
export function tabOfField(field: string): ScriptTab | undefined {
  return TAB_OF_FIELD[field.split('.')[0] ?? ''];
}

/** The parts of a script as links, marked where the server refused something. */
@Component({
  selector: 'app-script-tabs',
  imports: [ActiveTabInView, MatIcon, MatTabsModule, RouterLink, TranslocoDirective],
  templateUrl: './script-tabs.html',
  styleUrl: './script-tabs.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptTabs {
  protected readonly draft = inject(ScriptDraft);

  readonly id = input.required<string>();
  readonly tab = input.required<ScriptTab>();
  /** Where the tab's content is shown. */
  readonly panel = input.required<MatTabNavPanel>();

  private readonly refused = computed(
    () => new Set(this.draft.problems().map(({ field }) => tabOfField(field))),
  );
  protected readonly tabs = computed(() => {
    const { parameters, dependencies } = this.draft.content();
    const tabs: { id: ScriptTab; count?: number }[] = [
      { id: 'code' },
      { id: 'parameters', count: parameters.length },
      { id: 'dependencies', count: dependencies.length },
      { id: 'settings' },
      { id: 'versions', count: this.draft.saved()?.version },
    ];
    return tabs.map((tab) => ({ ...tab, isRefused: this.refused().has(tab.id) }));
  });
}
