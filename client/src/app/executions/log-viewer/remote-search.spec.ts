import { RemoteSearch } from './remote-search';
import { ServedLog } from './testing/served-log';

describe('RemoteSearch', () => {
  const query = (text: string) => ({ text, isRegex: false });
  const pause = () => jest.advanceTimersByTimeAsync(300);

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('counts all hits and reads on when those known are through', async () => {
    const search = new RemoteSearch(new ServedLog(500, 2).whole);
    const first = search.find(query('00'));
    await pause();
    expect(await first).toBe(100);
    expect([search.hits(), search.total()]).toEqual([[100, 200], 5]);
    expect(await search.findMore()).toBe(300);
    expect([search.hits(), search.total()]).toEqual([[100, 200, 300, 400], 5]);
    expect(await search.findMore()).toBe(500);
    expect(await search.findMore()).toBeNull();
  });

  it('waits for the last of several keys', async () => {
    const served = new ServedLog(100);
    const search = new RemoteSearch(served.whole);
    void search.find(query('1'));
    await jest.advanceTimersByTimeAsync(200);
    const last = search.find(query('12'));
    await pause();
    expect(await last).toBe(12);
    expect(served.searches).toEqual([1]);
  });

  it('asks nothing for an empty text and forgets what was found', async () => {
    const served = new ServedLog(100);
    const search = new RemoteSearch(served.whole);
    void search.find(query('7'));
    await pause();
    expect(search.total()).toBeGreaterThan(0);
    expect(await search.find(query(''))).toBeNull();
    expect(search.total()).toBe(0);
    expect(served.searches).toHaveLength(1);
  });

  it('keeps why it failed until the next search', async () => {
    const served = new ServedLog(100);
    const search = new RemoteSearch(served.whole);
    served.failure = new Error('too complex');
    const failed = search.find(query('(a+)+$'));
    await pause();
    expect(await failed).toBeNull();
    expect(search.failure()).toEqual(new Error('too complex'));
    expect(search.isSearching()).toBe(false);
    served.failure = null;
    void search.find(query('7'));
    expect(search.failure()).toBeNull();
    await pause();
    expect(search.hits()[0]).toBe(7);
  });
});
