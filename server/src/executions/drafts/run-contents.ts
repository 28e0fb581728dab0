import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import { assertDraft, withDraft } from '../../scripts/draft-content.js';
import type { Script } from '../../scripts/script.entity.js';
import { type Runnable, ScriptsService } from '../../scripts/scripts.service.js';
import type { ExecuteScriptDto } from '../dto/execute-script.dto.js';
import type { Execution } from '../execution.entity.js';
import { DraftNotFoundError } from '../execution.errors.js';
import { ExecutionDraft } from './execution-draft.entity.js';

/** What executions run: a version of their script, or a draft that is kept with them. */
@Injectable()
export class RunContents {
  constructor(
    private readonly scripts: ScriptsService,
    @InjectRepository(ExecutionDraft) private readonly drafts: Repository<ExecutionDraft>,
  ) {}

  /** What a new execution is to run. @throws VersionNotFoundError, InvalidInputError for a draft */
  async requested(script: Script, { version, draft }: ExecuteScriptDto): Promise<Runnable> {
    const saved = await this.scripts.contentAt(script, version);
    if (!draft) return saved;
    const content = withDraft(saved, draft);
    assertDraft(content);
    return content;
  }

  /** What an execution runs, also long after it has ended. */
  async of(execution: Execution): Promise<Runnable> {
    const saved = await this.scripts.contentOf(execution.scriptId, execution.version);
    return execution.isDraft ? withDraft(saved, await this.draftOf(execution)) : saved;
  }

  /** @throws DraftNotFoundError for an execution that runs a version */
  async draftOf(execution: Execution): Promise<ExecutionDraft> {
    const draft = await this.drafts.findOneBy({ executionId: execution.id });
    if (!draft) throw new DraftNotFoundError(execution);
    return draft;
  }

  /** Keeps what a run of a draft runs, inside the transaction that makes its execution. */
  async keep(manager: EntityManager, executionId: number, content: Runnable): Promise<void> {
    const { type, code, dependencies, parameters } = content;
    const draft = { executionId, type, code, dependencies, parameters };
    await manager.insert(ExecutionDraft, draft);
  }
}
