import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import type { ExecuteScriptDto } from '../dto/execute-script.dto.js';
import type { Execution } from '../execution.entity.js';
import { ExecutionsService } from '../executions.service.js';
import type { StagedUploads } from '../files/staged-uploads.js';
import type { IdempotencyKey } from './idempotency-key.entity.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { IdempotencyKeyReusedError } from './idempotency.errors.js';
import { requestFingerprint } from './request-fingerprint.js';

/** The execution that answers a request: made for it, or the one that the same request has made before. */
export type Start =
  | { readonly isReplayed: false; readonly execution: Execution }
  | { readonly isReplayed: true; readonly execution: { readonly id: number } };

/**
 * Runs a script once for all requests with the same key, also when they come at the same time or after a restart
 * (IETF draft "The Idempotency-Key HTTP Header Field"). A refused request does not use its key up.
 */
@Injectable()
export class IdempotentStart {
  constructor(
    private readonly executions: ExecutionsService,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * @param key undefined for a request that is one of its own
   * @param uploads the caller's to discard when this throws
   * @throws IdempotencyKeyReusedError, and what `ExecutionsService.execute` throws
   */
  async execute(
    scriptId: number,
    request: ExecuteScriptDto,
    uploads: StagedUploads | undefined,
    key: string | undefined,
  ): Promise<Start> {
    if (key === undefined) {
      const execution = await this.executions.execute(scriptId, request, uploads);
      return { isReplayed: false, execution };
    }
    const fingerprint = await requestFingerprint(request, uploads);
    const earlier = await this.keys.find(scriptId, key);
    if (earlier) return this.replay(earlier, fingerprint, uploads);
    try {
      const execution = await this.executions.execute(
        scriptId,
        request,
        uploads,
        (manager, { id }) =>
          this.keys.add(manager, { scriptId, key, fingerprint, executionId: id }),
      );
      return { isReplayed: false, execution };
    } catch (error) {
      if (!(error instanceof QueryFailedError)) throw error;
      // the unique index has refused the key when the same request was faster; else it is a failure of its own
      const winner = await this.keys.find(scriptId, key);
      if (!winner) throw error;
      return this.replay(winner, fingerprint, uploads);
    }
  }

  private async replay(
    earlier: IdempotencyKey,
    fingerprint: string,
    uploads: StagedUploads | undefined,
  ): Promise<Start> {
    const { executionId } = earlier;
    if (earlier.fingerprint !== fingerprint) throw new IdempotencyKeyReusedError(executionId);
    await uploads?.discard();
    return { isReplayed: true, execution: { id: executionId } };
  }
}
