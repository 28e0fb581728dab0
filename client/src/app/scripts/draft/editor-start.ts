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
   * @param executionId a run of a draft of this script: what it ran is opened instead. Parked edits that it did not
   *   run stay parked
   */
  async of(scriptId: number, executionId: number | null): Promise<ScriptEdits> {
    const script = (await this.scripts.getScript({ id: scriptId })).data;
    if (executionId !== null) return this.ofDraft(script, executionId);
    return this.parked.take(scriptId) ?? editsOf(script);
  }

  private async ofDraft(script: ScriptDto, id: number): Promise<ScriptEdits> {
    const [execution, draft] = await Promise.all([
      this.executions.getExecution({ id }),
      this.executions.getExecutionDraft({ id }),
    ]);
    const saved = await this.at(script, execution.data.version);
    const wereTried = this.parked.wereTriedIn(script.id, id);
    const begun = (wereTried && this.parked.take(script.id)) || editsOf(script);
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

const editsOf = (script: ScriptDto): ScriptEdits => ({
  saved: script,
  content: contentOf(script),
  versionNote: '',
});
