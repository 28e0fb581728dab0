import { inject, Injectable } from '@angular/core';
import {
  EnvironmentsApi,
  ExecutionsApi,
  ScriptsApi,
  type EnvironmentDto,
  type ExecutionDto,
  type VersionDto,
} from '../../api';
import { readApiError } from '../../shared/errors/api-error';

/** A run with what it was made of. */
export interface ComparedRun {
  readonly run: ExecutionDto;
  readonly content: VersionDto;
  /** What its dependencies were installed in; null when it has none, or when that has been removed since. */
  readonly environment: EnvironmentDto | null;
}

/** A run, and the last one of a saved version of its script before it that succeeded; null when none did. */
export interface RunPair {
  readonly run: ComparedRun;
  readonly good: ComparedRun | null;
}

/** Reads a run and the last successful one of the same script before it. */
@Injectable({ providedIn: 'root' })
export class LastGoodRun {
  private readonly executions = inject(ExecutionsApi);
  private readonly scripts = inject(ScriptsApi);
  private readonly environments = inject(EnvironmentsApi);

  /** @throws HttpErrorResponse when there is no such run, or when the server does not answer */
  async beside(id: number): Promise<RunPair> {
    const run = (await this.executions.getExecution({ id })).data;
    const found = await this.idBefore(run);
    const [compared, good] = await Promise.all([
      this.withContent(run),
      found === null ? null : this.read(found),
    ]);
    return { run: compared, good };
  }

  /** The id of the last run of a saved version of the same script before this one that succeeded; null when none did. */
  async idBefore({
    id,
    script_id,
  }: Pick<ExecutionDto, 'id' | 'script_id'>): Promise<number | null> {
    const { items } = (
      await this.executions.listExecutions({
        script_id,
        status: ['success'],
        draft: false,
        cursor: String(id),
        per_page: 1,
      })
    ).data;
    return items[0]?.id ?? null;
  }

  private async read(id: number): Promise<ComparedRun> {
    return this.withContent((await this.executions.getExecution({ id })).data);
  }

  private async withContent(run: ExecutionDto): Promise<ComparedRun> {
    const [version, draft, environment] = await Promise.all([
      this.scripts.getVersion({ id: run.script_id, version: run.version }),
      run.is_draft ? this.executions.getExecutionDraft({ id: run.id }) : null,
      run.environment_id === null ? null : this.environmentOf(run.environment_id),
    ]);
    return { run, content: { ...version.data, ...draft?.data }, environment };
  }

  private async environmentOf(id: number): Promise<EnvironmentDto | null> {
    try {
      return (await this.environments.getEnvironment({ id })).data;
    } catch (error) {
      // Environments that nobody uses are removed; the run stays.
      if (readApiError(error).status === 404) return null;
      throw error;
    }
  }
}
