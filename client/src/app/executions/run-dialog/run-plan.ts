import { inject, Injectable } from '@angular/core';
import {
  ExecutionsApi,
  ScriptsApi,
  type ExecutionDto,
  type ParameterDefinitionDto,
  type ScriptDto,
} from '../../api';
import { ParkedEdits } from '../../scripts/draft/parked-edits';
import { versionedContent, type VersionedContent } from '../../scripts/draft/script-content';

/** What the form of a run asks for, and what it begins with. */
export interface RunPlan {
  script: ScriptDto;
  definitions: ParameterDefinitionDto[];
  /** The version that runs, or that the draft is based on; null for the newest. */
  version: number | null;
  /** What runs in place of the version. */
  draft: VersionedContent | null;
  values: Record<string, unknown>;
  /** Names of the files that the earlier run was given. */
  uploads: string[];
  isInteractive: boolean;
}

/** What the address of the form asks for. */
export interface RunWish {
  scriptId: number;
  version?: number;
  /** The run whose values, and whose draft, are taken. */
  from?: number;
  /** Whether the parked edits of the script are to run. */
  isUnsaved: boolean;
}

/** Finds out what the form of a run asks for. */
@Injectable({ providedIn: 'root' })
export class RunPlans {
  private readonly scripts = inject(ScriptsApi);
  private readonly executions = inject(ExecutionsApi);
  private readonly parked = inject(ParkedEdits);

  async of(wish: RunWish): Promise<RunPlan> {
    const id = wish.scriptId;
    const [script, chosen, earlier] = await Promise.all([
      this.scripts.getScript({ id }),
      wish.version ? this.scripts.getVersion({ id, version: wish.version }) : null,
      wish.from ? this.executions.getExecution({ id: wish.from }) : null,
    ]);
    const draft = await this.draftOf(wish, earlier?.data);
    return {
      script: script.data,
      definitions: (draft?.content ?? chosen?.data ?? script.data).parameters,
      version: draft?.version ?? chosen?.data.version ?? null,
      draft: draft?.content ?? null,
      values: earlier?.data.params ?? {},
      uploads: earlier?.data.uploads ?? [],
      isInteractive: earlier?.data.is_interactive ?? false,
    };
  }

  /** A version that is asked for goes before the draft of an earlier run. */
  private async draftOf(
    { scriptId, version, isUnsaved }: RunWish,
    earlier: ExecutionDto | undefined,
  ): Promise<{ version: number; content: VersionedContent } | null> {
    if (isUnsaved) {
      const edits = this.parked.of(scriptId);
      return edits && { version: edits.saved.version, content: versionedContent(edits.content) };
    }
    if (version || !earlier?.is_draft) return null;
    const { data } = await this.executions.getExecutionDraft({ id: earlier.id });
    return { version: earlier.version, content: data };
  }
}
