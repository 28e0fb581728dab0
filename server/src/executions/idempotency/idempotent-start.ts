import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import type { ExecuteScriptDto } from '../dto/execute-script.dto.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionsService, type InsertStep } from '../executions.service.js';
import type { StagedUploads } from '../files/staged-uploads.js';
import type { IdempotencyKey } from './idempotency-key.entity.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { IdempotencyKeyReusedError } from './idempotency.errors.js';
import { requestFingerprint, type RunRequest } from './request-fingerprint.js';

/** The execution that answers a request: made for it, or the one that the same request has made before. */
export type Start =
  | { readonly isReplayed: false; readonly execution: Execution }
  | { readonly isReplayed: true; readonly execution: { readonly id: number } };

/**
 * Runs a script once for all requests with the same key, also when they come at the same time or after a restart
 * (IETF draft "The Idempotency-Key HTTP Header Field"). A refused request does not use its key up. A key belongs to the
 * script, whichever way it is asked to run; undefined is that of a request that is one of its own.
 */
@Injectable()
export class IdempotentStart {
  constructor(
    private readonly executions: ExecutionsService,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * @param uploads the caller's to discard when this throws
   * @throws IdempotencyKeyReusedError, and what `ExecutionsService.execute` throws
   */
  async execute(
    scriptId: number,
    body: ExecuteScriptDto,
    uploads: StagedUploads | undefined,
    key: string | undefined,
  ): Promise<Start> {
    const start = await this.once(scriptId, key, { body, uploads }, (step) =>
      this.executions.execute(scriptId, body, uploads, step),
    );
    if (start.isReplayed) await uploads?.discard();
    return start;
  }

  /** @throws IdempotencyKeyReusedError, and what `ExecutionsService.rerun` throws */
  async rerun(id: number, key: string | undefined): Promise<Start> {
    const { scriptId } = await this.executions.get(id);
    return this.once(scriptId, key, { rerunOf: id }, (step) => this.executions.rerun(id, step));
  }

  /**
   * Runs a script on behalf of a schedule, whose values are not part of the request.
   * @throws IdempotencyKeyReusedError, and what `ExecutionsService.executeForSchedule` throws
   */
  async executeForSchedule(
    scheduleId: number,
    scriptId: number,
    params: Record<string, unknown>,
    key: string | undefined,
  ): Promise<Start> {
    return this.once(scriptId, key, { scheduleId }, (step) =>
      this.executions.executeForSchedule(scheduleId, scriptId, params, step),
    );
  }

  private async once(
    scriptId: number,
    key: string | undefined,
    request: RunRequest,
    make: (step?: InsertStep) => Promise<Execution>,
  ): Promise<Start> {
    if (key === undefined) return { isReplayed: false, execution: await make() };
    const fingerprint = await requestFingerprint(request);
    const earlier = await this.keys.find(scriptId, key);
    if (earlier) return replay(earlier, fingerprint);
    try {
      const execution = await make((manager, { id }) =>
        this.keys.add(manager, { scriptId, key, fingerprint, executionId: id }),
      );
      return { isReplayed: false, execution };
    } catch (error) {
      if (!(error instanceof QueryFailedError)) throw error;
      // the unique index has refused the key when the same request was faster; else it is a failure of its own
      const winner = await this.keys.find(scriptId, key);
      if (!winner) throw error;
      return replay(winner, fingerprint);
    }
  }
}

function replay(earlier: IdempotencyKey, fingerprint: string): Start {
  const { executionId } = earlier;
  if (earlier.fingerprint !== fingerprint) throw new IdempotencyKeyReusedError(executionId);
  return { isReplayed: true, execution: { id: executionId } };
}
