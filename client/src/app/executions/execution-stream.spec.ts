import { ExecutionStream } from './execution-stream';

/** Stands for the browser's event source: the test plays the server. */
class FakeEventSource extends EventTarget {
  readonly CLOSED = 2;
  readyState = 0;

  constructor(readonly url: string) {
    super();
  }

  close(): void {
    this.readyState = this.CLOSED;
  }

  send(type: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  /** @param isRefused whether the browser gives up, instead of connecting again by itself */
  break(isRefused: boolean): void {
    this.readyState = isRefused ? this.CLOSED : 0;
    this.dispatchEvent(new Event('error'));
  }
}

describe('ExecutionStream', () => {
  const sources: FakeEventSource[] = [];
  const open = (): { stream: ExecutionStream; source: FakeEventSource } => {
    const stream = new ExecutionStream(7, (url) => {
      const source = new FakeEventSource(url);
      sources.push(source);
      return source as unknown as EventSource;
    });
    return { stream, source: sources.at(-1)! };
  };
  const texts = (stream: ExecutionStream): string[] => {
    jest.advanceTimersByTime(100);
    return stream.log.snapshot().lines.map(({ text }) => text);
  };
  const log = (text: string) => ({ stream: 'stdout', offset: 0, text, at: null });

  beforeEach(() => {
    jest.useFakeTimers();
    sources.length = 0;
  });
  afterEach(() => jest.useRealTimers());

  it('collects the log and marks what was skipped', () => {
    const { stream, source } = open();
    expect(source.url).toBe(`/api/executions/7/logs/stream?tail=${4 * 1024 * 1024}`);
    source.send('log', log('one\ntwo\n'));
    source.send('skipped', { bytes: 512 });
    expect(texts(stream)).toEqual(['one', 'two', '512']);
  });

  it('keeps what was installed apart from the log, and forgets it when it begins anew', () => {
    const { stream, source } = open();
    const installed = (offset: number, text: string) => ({
      stream: 'install',
      offset,
      text,
      at: null,
    });
    source.send('log', installed(0, 'Collecting '));
    source.send('log', installed(11, 'requests\n'));
    expect(stream.installLog()).toBe('Collecting requests\n');
    source.send('log', installed(0, 'Collecting again'));
    expect(stream.installLog()).toBe('Collecting again');
    expect(texts(stream)).toEqual([]);
  });

  it('adds progress to what it knows of the state', () => {
    const { stream, source } = open();
    source.send('status', { status: 'running', progress: null, progress_message: null });
    source.send('progress', { progress: 40, progress_message: 'loading' });
    expect(stream.status()).toEqual({
      status: 'running',
      progress: 40,
      progress_message: 'loading',
    });
  });

  it('ends when the server closes after a final state', () => {
    const { stream, source } = open();
    source.dispatchEvent(new Event('open'));
    expect(stream.connection()).toBe('live');
    source.send('status', { status: 'success', exit_code: 0 });
    source.send('log', log('last words\n'));
    source.break(false);
    expect(stream.connection()).toBe('ended');
    expect(stream.status()).toEqual({ status: 'success', exit_code: 0 });
    expect(texts(stream)).toEqual(['last words']);
    expect(source.readyState).toBe(source.CLOSED);
  });

  it('lets the browser resume a broken connection and keeps the log', () => {
    const { stream, source } = open();
    source.send('log', log('one\n'));
    source.break(false);
    expect(stream.connection()).toBe('reconnecting');
    source.dispatchEvent(new Event('open'));
    source.send('log', log('two\n'));
    expect(stream.connection()).toBe('live');
    expect(texts(stream)).toEqual(['one', 'two']);
  });

  it('opens a refused stream again and reads the log from its start', () => {
    const { stream, source } = open();
    source.send('log', log('one\n'));
    source.break(true);
    jest.advanceTimersByTime(5000);
    expect(sources).toHaveLength(2);
    sources[1]?.send('log', log('one\ntwo\n'));
    expect(texts(stream)).toEqual(['one', 'two']);
  });

  it('opens nothing again once it is closed', () => {
    const { stream, source } = open();
    source.break(true);
    stream.close();
    jest.advanceTimersByTime(60_000);
    expect(sources).toHaveLength(1);
    expect(stream.connection()).toBe('ended');
  });
});
