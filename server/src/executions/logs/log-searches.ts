import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Response } from 'express';
import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { LogSearchDto } from '../dto/log-search.dto.js';
import type { LogSearchQuery } from '../dto/log-search.query.js';
import { LogLines } from './log-lines.js';
import { LogSearchBusyError, LogSearchTooComplexError } from './log.errors.js';
import { LogWorker, LogWorkerEndedError } from './log-worker.js';
import type { SearchRequest, SearchResult } from './log-worker-protocol.js';
import { at, problem } from '../../shared/problems/problem.js';

/** After this a search answers what it has and where to go on, in milliseconds. */
const SEARCH_MS = 5_000;
/** How much longer it may stay with one line before it is stopped. */
const PATIENCE_MS = 1_000;
/** Searches at a time. One of two cores at most stays busy with them. */
const CONCURRENCY = 1;
/** Searches that may wait for their turn. */
const MOST_WAITING = 20;

const DEFAULT_LIMIT = 100;
/** What those get who left before their search was done. */
const NOTHING: SearchResult = { hits: [], found: 0, nextLine: null, isThorough: false };

type WantedSearch = Omit<SearchRequest, 'control' | 'index' | 'withinMs'>;

/** Searches logs in threads that can be stopped: nothing else ends an expression that backtracks. */
@Injectable()
export class LogSearches implements OnModuleDestroy {
  private readonly idle = Array.from({ length: CONCURRENCY }, () => new LogWorker());
  private readonly busy = new Set<LogWorker>();
  /** Those who wait for a worker, first come first served. */
  private readonly waiting: ((worker: LogWorker) => void)[] = [];

  constructor(private readonly lines: LogLines) {}

  onModuleDestroy(): void {
    for (const worker of [...this.idle, ...this.busy]) worker.end();
  }

  /** Whether some search is under way. */
  get isBusy(): boolean {
    return this.busy.size > 0;
  }

  /**
   * Answers what was found within five seconds.
   * @param response whose reader may leave: then the search stops
   * @throws InvalidInputError naming `q` when it is no regular expression
   * @throws ExecutionNotFoundError, LogSearchTooComplexError, LogSearchBusyError
   */
  async search(id: number, query: LogSearchQuery, response: Response): Promise<LogSearchDto> {
    const { q, stream = 'merged', count: isCounting = true } = query;
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const wanted: WantedSearch = {
      view: query.merged_numbers ? 'merged' : stream,
      searched: stream,
      pattern: query.regex ? q : q.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
      isLiteral: !query.regex,
      isCaseSensitive: query.case ?? false,
      fromLine: query.from_line ?? 1,
      limit: query.limit ?? DEFAULT_LIMIT,
      isCounting,
    };
    assertCompiles(wanted.pattern);
    const log = await this.lines.find(id);
    const index = await this.lines.index(log);
    const { control } = log;
    const result = await this.run({ ...wanted, control, index, withinMs: SEARCH_MS }, gone.signal);
    return LogSearchDto.from(result, isCounting);
  }

  private async run(request: SearchRequest, gone: AbortSignal): Promise<SearchResult> {
    const worker = await this.freeWorker(gone);
    if (!worker) return NOTHING;
    const stop = () => worker.end();
    const timer = setTimeout(stop, SEARCH_MS + PATIENCE_MS);
    gone.addEventListener('abort', stop);
    try {
      return await worker.ask('search', request);
    } catch (error) {
      if (gone.aborted) return NOTHING;
      // it was ended; or V8 gave up an expression that is too large, or backtracks too deep
      const isTooComplex =
        error instanceof LogWorkerEndedError || isErrorOf(error, 'SyntaxError', 'RangeError');
      throw isTooComplex ? new LogSearchTooComplexError() : error;
    } finally {
      clearTimeout(timer);
      gone.removeEventListener('abort', stop);
      this.release(worker);
    }
  }

  /** @returns null when nobody waits for it any more */
  private async freeWorker(gone: AbortSignal): Promise<LogWorker | null> {
    if (gone.aborted) return null;
    const worker = this.idle.pop();
    if (worker) {
      this.busy.add(worker);
      return worker;
    }
    if (this.waiting.length >= MOST_WAITING) throw new LogSearchBusyError();
    return new Promise((resolve) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(take), 1);
        resolve(null);
      };
      const take = (free: LogWorker) => {
        gone.removeEventListener('abort', leave);
        resolve(free);
      };
      gone.addEventListener('abort', leave, { once: true });
      this.waiting.push(take);
    });
  }

  private release(worker: LogWorker): void {
    const next = this.waiting.shift();
    if (next) {
      next(worker);
      return;
    }
    this.busy.delete(worker);
    this.idle.push(worker);
  }
}

/** Only reads the expression: what it costs shows when it is used. */
function assertCompiles(pattern: string): void {
  try {
    new RegExp(pattern);
  } catch (error) {
    // SyntaxError: there is no other way to know whether a text is an expression
    const { message } = error as Error;
    throw new InvalidInputError([at('q', problem('LOG_EXPRESSION_MALFORMED', { why: message }))]);
  }
}

const isErrorOf = (error: unknown, ...names: string[]): boolean =>
  error instanceof Error && names.includes(error.name);
