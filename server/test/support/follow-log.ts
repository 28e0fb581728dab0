import { createParser } from 'eventsource-parser';

/** One event of a log stream. */
export interface StreamEvent {
  event: string;
  id: string | undefined;
  data: Record<string, unknown>;
}

export interface LogFollower {
  /** Everything received so far. */
  readonly events: readonly StreamEvent[];
  /** Resolves when the server closes the stream. @throws when it has not within `withinMs` */
  closed(withinMs?: number): Promise<readonly StreamEvent[]>;
  /** Breaks the connection off, as a browser that loses its network does. */
  abort(): void;
}

/** Follows the log of an execution over a real connection. */
export async function followLog(
  url: string,
  executionId: number,
  lastEventId?: string,
  query = '',
): Promise<LogFollower> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/executions/${executionId}/logs/stream${query}`, {
    headers: {
      accept: 'text/event-stream',
      ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
    },
    signal: abort.signal,
  });
  if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
  const events: StreamEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, id, data }) => {
      events.push({
        event: event ?? 'message',
        id,
        data: JSON.parse(data) as Record<string, unknown>,
      });
    },
  });
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
      parser.feed(decoder.decode(bytes, { stream: true }));
    }
  })();
  // an abort is how a test ends it; anything else shows in the events that are missing
  reading.catch(() => undefined);
  return {
    events,
    abort: () => abort.abort(),
    closed: async (withinMs = 20_000) => {
      const timeout = AbortSignal.timeout(withinMs);
      const late = new Promise<never>((_resolve, reject) => {
        timeout.addEventListener('abort', () =>
          reject(new Error(`The stream was open after ${withinMs} ms.`)),
        );
      });
      await Promise.race([reading.catch(() => undefined), late]);
      return events;
    },
  };
}

/** What one stream printed, as the events tell it. */
export const textOf = (events: readonly StreamEvent[], stream: 'stdout' | 'stderr'): string =>
  events
    .flatMap(({ event, data }) =>
      event === 'log' && data['stream'] === stream ? [data['text'] as string] : [],
    )
    .join('');
