import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Runner } from '../../runner/runner.js';
import { ExecutionNotFoundError } from '../execution.errors.js';
import { isFinal } from '../execution-status.js';
import { ExecutionsRepository } from '../executions.repository.js';
import { LogWorker } from './log-worker.js';
import type {
  ExportRequest,
  IndexRows,
  LinesRequest,
  LinesResult,
  LogReference,
  LogTail,
} from './log-worker-protocol.js';

/** A log's lines, counted and read by a thread that remembers where they are. */
@Injectable()
export class LogLines implements OnModuleDestroy {
  private readonly worker = new LogWorker();

  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly runner: Runner,
  ) {}

  onModuleDestroy(): void {
    this.worker.end();
  }

  /** @throws ExecutionNotFoundError */
  async find(executionId: number): Promise<LogReference> {
    const execution = await this.executions.find(executionId);
    if (!execution) throw new ExecutionNotFoundError(executionId);
    const control = this.runner.controlOf(executionId);
    return { control, isComplete: isFinal(execution.status) };
  }

  /** Reads lines; fewer than wanted at the end, and when they are very long. */
  read(request: LinesRequest): Promise<LinesResult> {
    return this.worker.ask('lines', request);
  }

  /** Where the lines of a log are, for whoever reads many of them. */
  index(log: LogReference): Promise<IndexRows> {
    return this.worker.ask('index', log);
  }

  /**
   * Where about the last `bytes` of a log begin.
   * @returns null when it is not longer
   */
  tail(log: LogReference, bytes: number): Promise<LogTail | null> {
    return this.worker.ask('tail', { ...log, bytes });
  }

  /** What a log has now, line by line, in flat memory: the next part is made when it is asked for. */
  async *export(request: ExportRequest): AsyncGenerator<Uint8Array> {
    const id = await this.worker.ask('openExport', request);
    try {
      let part: Uint8Array | null;
      while ((part = await this.worker.ask('readExport', id))) yield part;
    } finally {
      await this.worker.ask('closeExport', id);
    }
  }
}
