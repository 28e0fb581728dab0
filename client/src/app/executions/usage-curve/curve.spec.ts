import { curvesOf } from './curve';

describe('curvesOf', () => {
  it('draws how busy a run was, not what it used so far', () => {
    const curves = curvesOf([
      { at_ms: 1_000, cpu_ms: 0, rss_bytes: 50 },
      { at_ms: 2_000, cpu_ms: 2_000, rss_bytes: 100 },
      { at_ms: 3_000, cpu_ms: 3_000, rss_bytes: 25 },
    ]);
    expect(curves).toEqual({
      cpuLine: '0.00,0.00 50.00,0.00 100.00,15.00',
      cpuPeak: 2,
      memoryLine: '0.00,15.00 50.00,0.00 100.00,22.50',
      memoryPeak: 100,
      spanMs: 2_000,
    });
  });

  it('draws a run that did nothing as a flat line', () => {
    const idle = { cpu_ms: 5, rss_bytes: 0 };
    const curves = curvesOf([
      { at_ms: 0, ...idle },
      { at_ms: 10, ...idle },
    ]);
    expect(curves?.cpuLine).toBe('0.00,30.00 100.00,30.00');
    expect(curves?.memoryLine).toBe('0.00,30.00 100.00,30.00');
  });

  it.each([[[]], [[{ at_ms: 5, cpu_ms: 1, rss_bytes: 1 }]]])('draws nothing of %j', (points) => {
    expect(curvesOf(points)).toBeNull();
  });
});
