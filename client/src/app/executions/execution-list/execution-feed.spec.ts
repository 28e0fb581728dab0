import { TestBed } from '@angular/core/testing';
import { ExecutionsApi } from '../../api';
import { ExecutionFeed } from './execution-feed';

interface Row {
  id: number;
  status: string;
}

describe('ExecutionFeed', () => {
  let stored: Row[];
  const api = {
    listExecutions: jest.fn(({ cursor, per_page }: { cursor?: string; per_page: number }) => {
      const below = stored.filter(({ id }) => id < Number(cursor ?? Infinity));
      const items = below.slice(0, per_page);
      const next_cursor = below.length > items.length ? String(items.at(-1)?.id) : null;
      return Promise.resolve({ data: { items, next_cursor } });
    }),
    getExecution: jest.fn(({ id }: { id: number }) =>
      Promise.resolve({ data: stored.find((row) => row.id === id) }),
    ),
  };
  const open = async (): Promise<ExecutionFeed> => {
    TestBed.configureTestingModule({
      providers: [ExecutionFeed, { provide: ExecutionsApi, useValue: api }],
    });
    const feed = TestBed.inject(ExecutionFeed);
    await feed.open({});
    return feed;
  };
  const rows = (feed: ExecutionFeed): string[] =>
    feed.executions().map(({ id, status }) => `${id} ${status}`);

  beforeEach(() => {
    jest.clearAllMocks();
    stored = [
      { id: 2, status: 'running' },
      { id: 1, status: 'success' },
    ];
  });

  it('brings in new executions and new states on a refresh', async () => {
    const feed = await open();
    stored = [
      { id: 3, status: 'pending' },
      { id: 2, status: 'failed' },
      { id: 1, status: 'success' },
    ];
    await feed.refresh();
    expect(rows(feed)).toEqual(['3 pending', '2 failed', '1 success']);
  });

  it('reads unfinished executions again that are below the first page', async () => {
    stored = Array.from({ length: 55 }, (_, index) => ({ id: 55 - index, status: 'success' }));
    stored[54] = { id: 1, status: 'running' };
    const feed = await open();
    await feed.loadMore();
    stored[54] = { id: 1, status: 'failed' };
    await feed.refresh();
    expect(rows(feed).at(-1)).toBe('1 failed');
    expect(api.getExecution).toHaveBeenCalledTimes(1);
  });

  it('keeps what it shows when a refresh fails', async () => {
    const feed = await open();
    api.listExecutions.mockRejectedValueOnce(new Error('broken'));
    await feed.refresh();
    expect(rows(feed)).toEqual(['2 running', '1 success']);
    expect(feed.error()).toBeNull();
  });

  it('forgets an answer to filters that were changed meanwhile', async () => {
    const feed = await open();
    const slow = feed.open({ trigger: 'manual' });
    stored = [{ id: 9, status: 'success' }];
    await feed.open({ trigger: 'schedule' });
    await slow;
    expect(rows(feed)).toEqual(['9 success']);
    expect(feed.isLoading()).toBe(false);
  });
});
