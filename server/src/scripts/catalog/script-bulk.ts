import { Injectable } from '@nestjs/common';
import { DomainError, InvalidInputError } from '../../shared/errors/domain-error.js';
import { ScriptsService } from '../scripts.service.js';
import {
  ScriptBulkAction,
  ScriptBulkOutcomeDto,
  type ScriptBulkRequestDto,
} from './script-bulk.dto.js';
import { at, problem } from '../../shared/problems/problem.js';

/** Most tags of a script, as its own rules say. */
const MAX_TAGS = 50;

type Change = (id: number, request: ScriptBulkRequestDto) => Promise<unknown>;

/** Changes many scripts, each on its own: what one refuses does not keep the others. */
@Injectable()
export class ScriptBulk {
  private readonly changes: Record<ScriptBulkAction, Change> = {
    [ScriptBulkAction.AddTags]: (id, { tags = [] }) =>
      this.retag(id, (before) => [...new Set([...before, ...tags])]),
    [ScriptBulkAction.RemoveTags]: (id, { tags = [] }) =>
      this.retag(id, (before) => before.filter((tag) => !tags.includes(tag.toLowerCase()))),
    [ScriptBulkAction.Move]: (id, { category = null }) => this.scripts.update(id, { category }),
    [ScriptBulkAction.Delete]: (id) => this.scripts.delete(id),
  };

  constructor(private readonly scripts: ScriptsService) {}

  /** What became of each script, in the order of the request. */
  async apply(request: ScriptBulkRequestDto): Promise<ScriptBulkOutcomeDto[]> {
    const outcomes: ScriptBulkOutcomeDto[] = [];
    for (const id of request.ids) outcomes.push(await this.applyTo(id, request));
    return outcomes;
  }

  private async applyTo(id: number, request: ScriptBulkRequestDto): Promise<ScriptBulkOutcomeDto> {
    try {
      await this.changes[request.action](id, request);
      return ScriptBulkOutcomeDto.done(id);
    } catch (error) {
      // a script that is gone, or that something still needs: its outcome says so
      if (!(error instanceof DomainError)) throw error;
      return ScriptBulkOutcomeDto.refused(id, error);
    }
  }

  private async retag(id: number, change: (tags: string[]) => string[]): Promise<void> {
    const tags = change((await this.scripts.get(id)).tags);
    if (tags.length > MAX_TAGS) {
      throw new InvalidInputError([at('tags', problem('TOO_MANY_TAGS', { most: MAX_TAGS }))]);
    }
    await this.scripts.update(id, { tags });
  }
}
