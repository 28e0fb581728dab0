import { inject, Injectable } from '@angular/core';
import type { ScriptDto } from '../../api/models';
import { ExecutionsApi, ScriptsApi } from '../../api/services';
import { ParkedEdits } from './parked-edits';
import { contentOf } from './script-content';
import type { ScriptEdits } from './script-draft';

/** Finds what the editor of a script begins with. */
@Injectable({ providedIn: 'root' })
export class EditorStart {
  private readonly scripts = inject(ScriptsApi);
  private readonly executions = inject(ExecutionsApi);
  private readonly parked = inject(ParkedEdits);

  /**
   * The script as it is saved, with the edits that were parked.
   * @param executionId a run of a draft of this script: what it ran is put on top
   */
  async of(scriptId: number, executionId: number | null): Promise<ScriptEdits> {
    const script = (await this.scripts.getScript({ id: scriptId })).data;
    const saved = { saved: script, content: contentOf(script), versionNote: '' };
    const begun = this.parked.take(scriptId) ?? saved;
    return executionId === null ? begun : this.withDraft(begun, script, executionId);
  }

  private async withDraft(
    begun: ScriptEdits,
    script: ScriptDto,
    executionId: number,
  ): Promise<ScriptEdits> {
    const id = executionId;
    const [execution, draft] = await Promise.all([
      this.executions.getExecution({ id }),
      this.executions.getExecutionDraft({ id }),
    ]);
    const saved = await this.at(script, execution.data.version);
    return { ...begun, saved, content: { ...begun.content, ...draft.data } };
  }

  /** A script as it was at a version: edits based on it meet what was saved since, as those of a page left open do. */
  private async at(script: ScriptDto, version: number): Promise<ScriptDto> {
    if (version === script.version) return script;
    const { data } = await this.scripts.getVersion({ id: script.id, version });
    const { type, code, dependencies, parameters } = data;
    return { ...script, type, code, dependencies, parameters, version };
  }
}
