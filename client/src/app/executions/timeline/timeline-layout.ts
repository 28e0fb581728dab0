import type { TimelineBarDto } from '../../api';

/** Start and end in milliseconds since the epoch. */
export interface TimeWindow {
  from: number;
  to: number;
}

/** A bar in percent of the window's width. */
export interface PlacedBar {
  run: TimelineBarDto;
  left: number;
  width: number;
  /** From 0: bars of one script that overlap lie in different lanes. */
  lane: number;
}

export interface TimelineRow {
  scriptId: number;
  name: string;
  lanes: number;
  bars: PlacedBar[];
}

/** Lanes that a row may have; what overlaps even more lies on top of each other. */
const LANE_LIMIT = 6;
/** The least width of a bar in percent, so that a short run can be seen and hit. */
const NARROWEST = 0.4;

/** One row per script, in the order of the names. @param now where bars end that have not ended */
export function layOut(
  runs: readonly TimelineBarDto[],
  { from, to }: TimeWindow,
  now: number,
): TimelineRow[] {
  const percent = (instant: number) =>
    ((Math.min(Math.max(instant, from), to) - from) / (to - from)) * 100;
  const rows = new Map<number, TimelineRow & { ends: number[] }>();
  const oldestFirst = [...runs].sort((one, other) => startOf(one) - startOf(other));
  for (const run of oldestFirst) {
    const end = run.end_time === null ? now : Date.parse(run.end_time);
    if (startOf(run) > to || end < from) continue;
    const start = percent(startOf(run));
    const width = Math.max(percent(end) - start, NARROWEST);
    // at the right edge a bar of the least width would hang over
    const left = Math.min(start, 100 - width);
    const row = rows.get(run.script_id) ?? newRow(run);
    const lane = freeLane(row.ends, left);
    row.ends[lane] = left + width;
    row.lanes = Math.max(row.lanes, lane + 1);
    row.bars.push({ run, left, width, lane });
    rows.set(run.script_id, row);
  }
  return [...rows.values()]
    .map(({ scriptId, name, lanes, bars }) => ({ scriptId, name, lanes, bars }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** Round instants inside the window for the axis, about `count` of them. */
export function ticksOf({ from, to }: TimeWindow, count: number): number[] {
  const minute = 60_000;
  const steps = [1, 5, 15, 30, 60, 180, 360, 720, 1_440, 2_880, 10_080].map(
    (step) => step * minute,
  );
  const step = steps.find((one) => (to - from) / one <= count) ?? 7 * 1_440 * minute;
  // whole hours and days of the reader, not of UTC
  const offset = new Date(from).getTimezoneOffset() * minute;
  const first = Math.ceil((from - offset) / step) * step + offset;
  const ticks: number[] = [];
  for (let tick = first; tick < to; tick += step) ticks.push(tick);
  return ticks;
}

const startOf = (run: TimelineBarDto): number => Date.parse(run.start_time ?? run.created_at);

const newRow = (run: TimelineBarDto) => ({
  scriptId: run.script_id,
  name: run.script_name,
  lanes: 1,
  bars: [] as PlacedBar[],
  ends: [] as number[],
});

function freeLane(ends: readonly number[], left: number): number {
  const free = ends.findIndex((end) => end <= left);
  if (free >= 0) return free;
  return Math.min(ends.length, LANE_LIMIT - 1);
}
