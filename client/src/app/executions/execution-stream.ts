import { InjectionToken, signal, type Signal } from '@angular/core';
import type { ExecutionStatus, ExecutionSummaryDto } from '../api';
import { LiveLog } from './log-viewer/live-log';
import type { LogEvent } from './log-viewer/log-line';

/** How a page stands with the server's live events. */
export type StreamConnection = 'connecting' | 'live' | 'reconnecting' | 'ended';

/** A change in the life of an execution: its state and whatever else is new. */
export type StatusEvent = Pick<ExecutionSummaryDto, 'status'> & Partial<ExecutionSummaryDto>;

/** What a script says about its progress while it runs. */
type ProgressEvent = Pick<ExecutionSummaryDto, 'progress' | 'progress_message'>;

/** A piece of what is installed before the run begins. */
type InstallEvent = Omit<LogEvent, 'stream'> & { readonly stream: 'install' };

/** Opens the browser's event source; replaced in tests. */
export const OPEN_EVENT_SOURCE = new InjectionToken<(url: string) => EventSource>(
  'OPEN_EVENT_SOURCE',
  { factory: () => (url: string) => new EventSource(url) },
);

/** Of a longer log only so much of the end is sent, in bytes: the viewer reads the rest where somebody looks. */
const tailBytes = 4 * 1024 * 1024;

/** Wait before a refused stream is opened again. */
const reopenDelayMs = 3000;

/**
 * The live events of one execution: its log and its changes of state.
 *
 * The browser resumes a broken connection at the exact byte (`Last-Event-ID`). When the server
 * refuses it instead, the stream is opened anew and the log is read from its start. Ends when the
 * server closes after a final state; call `close()` when the page goes away earlier.
 */
export class ExecutionStream {
  private source: EventSource | null = null;
  private reopening: ReturnType<typeof setTimeout> | null = null;
  private readonly connectionState = signal<StreamConnection>('connecting');
  private readonly lastStatus = signal<StatusEvent | null>(null);

  private readonly installed = signal('');

  readonly log = new LiveLog();
  /** What was told of the installation before the run. */
  readonly installLog: Signal<string> = this.installed.asReadonly();
  readonly connection: Signal<StreamConnection> = this.connectionState.asReadonly();
  /** The latest change of state, with the newest progress; null until the first one. */
  readonly status: Signal<StatusEvent | null> = this.lastStatus.asReadonly();

  constructor(
    executionId: number,
    private readonly openEventSource: (url: string) => EventSource,
  ) {
    this.open(`/api/executions/${executionId}/logs/stream?tail=${tailBytes}`);
  }

  close(): void {
    this.source?.close();
    if (this.reopening) clearTimeout(this.reopening);
    this.connectionState.set('ended');
  }

  private open(url: string): void {
    const source = this.openEventSource(url);
    this.source = source;
    source.addEventListener('open', () => this.connectionState.set('live'));
    source.addEventListener('error', () => this.handleBreak(source, url));
    source.addEventListener('log', (event) => {
      const part = read<LogEvent | InstallEvent>(event);
      if (part.stream === 'install') this.appendInstalled(part);
      else this.log.append(part);
    });
    source.addEventListener('skipped', (event) => {
      const { bytes, line } = read<{ bytes: number; line?: number }>(event);
      if (line === undefined) this.log.appendSkipped(bytes);
      else this.log.startAt(line);
    });
    source.addEventListener('progress', (event) => {
      const progress = read<ProgressEvent>(event);
      this.lastStatus.update((status) => status && { ...status, ...progress });
    });
    source.addEventListener('status', (event) => this.lastStatus.set(read<StatusEvent>(event)));
  }

  private handleBreak(source: EventSource, url: string): void {
    const status = this.lastStatus();
    if (status && isFinal(status.status)) {
      // The server closes after the final state: there is nothing to come back for but what a slow browser missed.
      this.close();
      if (this.log.hasGap) this.readAgain(url);
      return;
    }
    this.connectionState.set('reconnecting');
    // Otherwise the browser is already connecting again by itself.
    if (source.readyState !== source.CLOSED) return;
    this.reopening = setTimeout(() => this.readAgain(url), reopenDelayMs);
  }

  /** A server that was killed while it installed begins anew. */
  private appendInstalled({ offset, text }: InstallEvent): void {
    this.installed.update((before) => (offset === 0 ? text : before + text));
  }

  private readAgain(url: string): void {
    this.log.clear();
    this.installed.set('');
    this.open(url);
  }
}

/** Whether nothing more can happen to an execution in this state. */
export function isFinal(status: ExecutionStatus): boolean {
  return status !== 'pending' && status !== 'running';
}

function read<Data>(event: MessageEvent): Data {
  return JSON.parse(String(event.data)) as Data;
}
