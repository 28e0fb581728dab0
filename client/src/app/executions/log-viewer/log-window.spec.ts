import { LogWindow } from './log-window';
import { ServedLog } from './testing/served-log';

describe('LogWindow', () => {
  const ends = (window: LogWindow): (number | undefined)[] => {
    const lines = window.snapshot()?.lines;
    return [lines?.[0]?.number, lines?.at(-1)?.number];
  };

  it('opens around a line, with the numbers that the server gives', async () => {
    const window = new LogWindow(new ServedLog(1_000_000).whole);
    expect(await window.show(500_000)).toBe(500_000);
    expect(ends(window)).toEqual([499_750, 500_249]);
    expect(window.snapshot()?.lines[250]).toMatchObject({ number: 500_000, text: 'line 500000' });
    expect(window.totalLines()).toBe(1_000_000);
  });

  it('opens at the end for a line behind it', async () => {
    const window = new LogWindow(new ServedLog(10_000).whole);
    expect(await window.show(99_999)).toBe(10_000);
    expect(ends(window)).toEqual([9_501, 10_000]);
    expect(window.hasMore()).toBe(false);
  });

  it('stays closed while the log has no lines', async () => {
    const window = new LogWindow(new ServedLog(0).whole);
    expect(await window.show(5)).toBeNull();
    expect(window.snapshot()).toBeNull();
  });

  it('reads on in both directions without gaps, and holds no more than 2 000 lines', async () => {
    const window = new LogWindow(new ServedLog(1_000_000).whole);
    await window.show(500_000);
    await window.extend('before');
    expect(ends(window)).toEqual([499_250, 500_249]);
    for (let count = 0; count < 4; count++) await window.extend('behind');
    expect(ends(window)).toEqual([500_250, 502_249]);
    const lines = window.snapshot()?.lines ?? [];
    expect(lines.map(({ number }) => number - 500_250)).toEqual([...lines.keys()]);
  });

  it('reads nothing before the first line', async () => {
    const served = new ServedLog(10_000);
    const window = new LogWindow(served.whole);
    await window.show(1);
    served.reads.length = 0;
    await window.extend('before');
    expect(served.reads).toEqual([]);
  });

  it('leaves an answer alone that comes after a newer wish', async () => {
    const window = new LogWindow(new ServedLog(10_000).whole);
    const overtaken = window.show(2_000);
    const wanted = window.show(8_000);
    expect(await overtaken).toBeNull();
    expect(await wanted).toBe(8_000);
    expect(ends(window)).toEqual([7_750, 8_249]);
  });

  it('can be opened again after the server has failed', async () => {
    const served = new ServedLog(10_000);
    const window = new LogWindow(served.whole);
    served.failure = new Error('no answer');
    await expect(window.show(5_000)).rejects.toThrow('no answer');
    served.failure = null;
    expect(await window.show(5_000)).toBe(5_000);
    await window.extend('behind');
    expect(ends(window)).toEqual([4_750, 5_749]);
  });
});
