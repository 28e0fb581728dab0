/** What a run used at a moment. */
export interface UsagePoint {
  /** Since the run was started, in milliseconds. */
  readonly atMs: number;
  /** Processor time so far, in milliseconds. */
  readonly cpuMs: number;
  /** Resident memory of all processes, in bytes. */
  readonly rssBytes: number;
}

const MAX_POINTS = 120;

/** What a run used over time: at most 120 points at equal distances, which double when there are too many. */
export class UsageCurve {
  #points: UsagePoint[] = [];
  #stepMs = 0;
  #most = { cpuMs: 0, rssBytes: 0 };

  /** @param points those that an earlier server has kept */
  constructor(points: readonly UsagePoint[] = []) {
    for (const point of points) this.add(point);
  }

  get points(): readonly UsagePoint[] {
    return this.#points;
  }

  /** The most of each that was ever added, also with points that are not kept. */
  get most(): Readonly<Omit<UsagePoint, 'atMs'>> {
    return this.#most;
  }

  add(point: UsagePoint): void {
    this.#most = {
      cpuMs: Math.max(this.#most.cpuMs, point.cpuMs),
      rssBytes: Math.max(this.#most.rssBytes, point.rssBytes),
    };
    const last = this.#points.at(-1);
    if (last && point.atMs - last.atMs < this.#stepMs) return;
    this.#points.push(point);
    if (this.#points.length < MAX_POINTS) return;
    this.#points = this.#points.filter((_, index) => index % 2 === 0);
    const [first, second] = this.#points;
    this.#stepMs = first && second ? second.atMs - first.atMs : 0;
  }
}
