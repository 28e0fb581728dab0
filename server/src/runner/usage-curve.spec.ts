import { UsageCurve } from './usage-curve.js';

describe('UsageCurve', () => {
  const fill = (count: number) => {
    const curve = new UsageCurve();
    for (let n = 0; n < count; n++) curve.add({ atMs: n * 250, cpuMs: n, rssBytes: n % 100 });
    return curve;
  };

  it('keeps every point of a short run', () => {
    expect(fill(100).points).toHaveLength(100);
  });

  it('stays small over days, with points at equal distances', () => {
    const { points } = fill(1_000_000);
    expect(points.length).toBeLessThan(120);
    expect(points.length).toBeGreaterThanOrEqual(50);
    const gaps = points.slice(1).map(({ atMs }, index) => atMs - (points[index]?.atMs ?? 0));
    expect(new Set(gaps).size).toBe(1);
    expect(points[0]?.atMs).toBe(0);
  });

  it('goes on from what was kept', () => {
    const kept = fill(500).points;
    const curve = new UsageCurve(kept);
    expect(curve.points).toEqual(kept);
    curve.add({ atMs: 500 * 250, cpuMs: 1, rssBytes: 2 });
    expect(curve.points.length).toBeLessThanOrEqual(kept.length + 1);
  });
});
