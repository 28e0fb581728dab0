import type { UsagePointDto } from '../../api';

/** What a run used over time, as lines in a box of 100 × 30 units, and its peaks. */
export interface UsageCurves {
  /** Points of a polyline; the busiest moment reaches the top. */
  readonly cpuLine: string;
  /** Of one processor: 2 = two processors were busy. */
  readonly cpuPeak: number;
  readonly memoryLine: string;
  /** In bytes. */
  readonly memoryPeak: number;
  /** From the first to the last look, in milliseconds. */
  readonly spanMs: number;
}

const WIDTH = 100;
const HEIGHT = 30;

/** The lines of what was seen; null while there are too few points for a line. */
export function curvesOf(points: readonly UsagePointDto[]): UsageCurves | null {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last || last.at_ms <= first.at_ms) return null;
  const spanMs = last.at_ms - first.at_ms;
  // Processor time only grows; what a person wants to see is how busy the run was between two looks.
  const loads = points.slice(1).map(({ at_ms, cpu_ms }, before) => {
    const { at_ms: since = at_ms, cpu_ms: used = cpu_ms } = points[before] ?? {};
    return { at: at_ms, value: at_ms > since ? Math.max(0, (cpu_ms - used) / (at_ms - since)) : 0 };
  });
  const sizes = points.map(({ at_ms, rss_bytes }) => ({ at: at_ms, value: rss_bytes }));
  const line = (values: readonly { at: number; value: number }[], peak: number) =>
    values
      .map(({ at, value }) => {
        const x = ((at - first.at_ms) / spanMs) * WIDTH;
        const y = HEIGHT - (peak === 0 ? 0 : value / peak) * HEIGHT;
        return `${x.toFixed(2)},${y.toFixed(2)}`;
      })
      .join(' ');
  const cpuPeak = Math.max(...loads.map(({ value }) => value));
  const memoryPeak = Math.max(...sizes.map(({ value }) => value));
  // The first look has no load of its own: the line begins with that of the second.
  const start = { at: first.at_ms, value: loads[0]?.value ?? 0 };
  return {
    cpuLine: line([start, ...loads], cpuPeak),
    cpuPeak,
    memoryLine: line(sizes, memoryPeak),
    memoryPeak,
    spanMs,
  };
}
