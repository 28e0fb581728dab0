import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { ScriptDto } from '../../api/models';
import { ExecutionsApi, SchedulesApi, ScriptsApi } from '../../api/services';
import { Confirm } from '../../shared/confirm/confirm';

/** Deletes a script after naming everything that goes with it. */
@Injectable({ providedIn: 'root' })
export class ScriptRemoval {
  private readonly scripts = inject(ScriptsApi);
  private readonly executions = inject(ExecutionsApi);
  private readonly schedules = inject(SchedulesApi);
  private readonly confirm = inject(Confirm);
  private readonly transloco = inject(TranslocoService);

  /** @returns whether it was deleted; false when the person thought better of it */
  async remove(script: Pick<ScriptDto, 'id' | 'name' | 'version'>): Promise<boolean> {
    const translate = (key: string, params?: object) =>
      this.transloco.translate(`scripts.editor.${key}`, { ...params });
    const isSure = await this.confirm.ask({
      heading: translate('deleteTitle', { name: script.name }),
      text: translate('deleteText'),
      points: [
        translate('deleteVersions', { count: script.version }),
        translate('deleteRuns', { count: await this.countRuns(script.id) }),
        translate('deleteSchedules', { count: await this.countSchedules(script.id) }),
      ],
      action: translate('deleteAction'),
      isDanger: true,
    });
    if (isSure) await this.scripts.deleteScript({ id: script.id });
    return isSure;
  }

  private async countRuns(scriptId: number): Promise<string> {
    const page = (await this.executions.listExecutions({ script_id: scriptId, per_page: 1 })).data;
    return page.is_total_capped ? `${page.total}+` : String(page.total);
  }

  private async countSchedules(scriptId: number): Promise<string> {
    return String(
      (await this.schedules.listSchedules({ script_id: scriptId, per_page: 1 })).data.total,
    );
  }
}
