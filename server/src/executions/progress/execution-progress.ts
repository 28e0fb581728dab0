import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Observable, throttleTime } from 'rxjs';
import type { RunProgress } from '../../runner/run.types.js';
import type { Run } from '../../runner/runner.js';
import { ExecutionsRepository } from '../executions.repository.js';

/** How often the progress of a run is written at most, in milliseconds; its last is written with its end. */
const STORE_INTERVAL_MS = 1_000;
/** How often followers of a run hear of its progress at most, in milliseconds. */
const NEWS_INTERVAL_MS = 100;

/** Brings what scripts say about their progress to their rows and to those who follow. */
@Injectable()
export class ExecutionProgress implements OnModuleDestroy {
  private readonly logger = new Logger(ExecutionProgress.name);
  /** Not stored yet, by execution id. */
  private readonly news = new Map<number, RunProgress>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly executions: ExecutionsRepository) {}

  onModuleDestroy(): void {
    clearTimeout(this.timer);
    this.news.clear();
  }

  /** Keeps the row up to date while the run goes on. */
  store(run: Run): void {
    // nobody unsubscribes: the run goes, and its listeners with it
    run.onProgress((progress) => this.storeSoon(run.id, progress));
    // an adopted run has told some of it before
    if (run.progress) this.storeSoon(run.id, run.progress);
  }

  /** The progress of a run, at once if there is one, then as it changes; a fast one in steps. Does not end by itself. */
  of(run: Run): Observable<RunProgress> {
    return new Observable<RunProgress>((follower) => {
      if (run.progress) follower.next(run.progress);
      return run.onProgress((progress) => follower.next(progress));
    }).pipe(throttleTime(NEWS_INTERVAL_MS, undefined, { leading: true, trailing: true }));
  }

  private storeSoon(id: number, progress: RunProgress): void {
    this.news.set(id, progress);
    this.timer ??= setTimeout(() => void this.storeNews(), STORE_INTERVAL_MS).unref();
  }

  private async storeNews(): Promise<void> {
    this.timer = undefined;
    const news = [...this.news];
    this.news.clear();
    try {
      for (const [id, progress] of news) await this.executions.storeProgress(id, progress);
    } catch (error) {
      // the next change, or the end of the run, writes it again
      this.logger.warn('The progress of executions could not be stored', error);
    }
  }
}
