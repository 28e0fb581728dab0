import { Injectable } from '@nestjs/common';
import { DomainError } from '../../shared/errors/domain-error.js';
import { OutcomeDto } from '../../shared/errors/outcome.dto.js';
import { ExecutionsService } from '../executions.service.js';
import { BulkAction, type BulkOutcomeDto } from './bulk.dto.js';

/** Does the same to many executions; what one of them refuses does not stop the others. */
@Injectable()
export class ExecutionBulk {
  private readonly steps: Record<BulkAction, (id: number) => Promise<number | null>>;

  constructor(executions: ExecutionsService) {
    const quietly = (step: (id: number) => Promise<void>) => async (id: number) => {
      await step(id);
      return null;
    };
    this.steps = {
      [BulkAction.Cancel]: quietly((id) => executions.cancel(id)),
      [BulkAction.Rerun]: async (id) => (await executions.rerun(id)).id,
      [BulkAction.Delete]: quietly((id) => executions.delete(id)),
      [BulkAction.Keep]: quietly((id) => executions.setKept(id, true)),
      [BulkAction.Unkeep]: quietly((id) => executions.setKept(id, false)),
    };
  }

  /** One after the other, so that a large request leaves turns to others. */
  async apply(action: BulkAction, ids: readonly number[]): Promise<BulkOutcomeDto[]> {
    const outcomes: BulkOutcomeDto[] = [];
    for (const id of ids) outcomes.push(await this.applyTo(id, action));
    return outcomes;
  }

  private async applyTo(id: number, action: BulkAction): Promise<BulkOutcomeDto> {
    try {
      const new_id = await this.steps[action](id);
      return { ...OutcomeDto.done(id), new_id };
    } catch (error) {
      // A refusal is an answer; anything else is a defect and fails the request.
      if (!(error instanceof DomainError)) throw error;
      return { ...OutcomeDto.refused(id, error), new_id: null };
    }
  }
}
