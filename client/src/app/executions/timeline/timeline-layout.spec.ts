import type { TimelineBarDto } from '../../api';
import { layOut, ticksOf } from './timeline-layout';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const window = { from: Date.parse(at(0)), to: Date.parse(at(100)) };

const bar = (id: number, start: number, end: number | null, script = 1): TimelineBarDto => ({
  id,
  script_id: script,
  script_name: `script ${script}`,
  status: end === null ? 'running' : 'success',
  reason: null,
  trigger: 'manual',
  exit_code: null,
  signal: null,
  created_at: at(start),
  start_time: at(start),
  end_time: end === null ? null : at(end),
});

describe('layOut', () => {
  it('places bars in percent, in a row per script', () => {
    const rows = layOut([bar(2, 50, 60, 2), bar(1, 10, 30)], window, window.to);
    expect(rows).toMatchObject([
      { name: 'script 1', bars: [{ left: 10, width: 20, lane: 0 }] },
      { name: 'script 2', bars: [{ left: 50, width: 10, lane: 0 }] },
    ]);
  });

  it('puts what overlaps into lanes, and uses a lane again', () => {
    const [row] = layOut([bar(3, 40, 50), bar(2, 20, 60), bar(1, 10, 30)], window, window.to);
    expect(row?.lanes).toBe(2);
    expect(row?.bars.map(({ run, lane }) => [run.id, lane])).toEqual([
      [1, 0],
      [2, 1],
      [3, 0],
    ]);
  });

  it('lets what still runs grow until now', () => {
    const width = (minute: number) =>
      layOut([bar(1, 10, null)], window, Date.parse(at(minute)))[0]?.bars[0]?.width;
    expect(width(30)).toBeCloseTo(20);
    expect(width(40)).toBeCloseTo(30);
  });

  it('cuts at the edges, keeps short bars visible and leaves out what lies outside', () => {
    const rows = layOut([bar(1, -20, 5), bar(2, 100, 100), bar(3, -9, -5)], window, window.to);
    const bars = rows.flatMap((row) => row.bars);
    expect(bars.map(({ run }) => run.id)).toEqual([1, 2]);
    expect(bars[0]).toMatchObject({ left: 0, width: 5 });
    expect(bars[1]!.left + bars[1]!.width).toBeLessThanOrEqual(100);
  });
});

describe('ticksOf', () => {
  it('gives round instants inside the window', () => {
    const ticks = ticksOf({ from: window.from + 1, to: window.to }, 8);
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticks.every((tick) => tick % (15 * 60_000) === 0)).toBe(true);
  });
});
