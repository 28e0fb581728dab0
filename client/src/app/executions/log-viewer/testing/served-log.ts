import type { LogHitDto, LogLineDto } from '../../../api';
import { WholeLog } from '../whole-log';

/** Lines that the played server answers at once, however many are asked for. */
const mostLines = 300;

/** For tests: plays the server that has a log of numbered lines, `line 1`, `line 2`, and so on. */
export class ServedLog {
  /** The first lines of the ranges that were asked for. */
  readonly reads: number[] = [];
  /** The lines that searches began with. */
  readonly searches: number[] = [];
  /** What the next requests fail with. */
  failure: unknown = null;
  readonly whole = new WholeLog(
    {
      getExecutionLog: ({ line = 1, lines = 0 }) => this.answer(() => this.read(line, lines)),
      searchExecutionLog: ({ q, from_line = 1 }) => this.answer(() => this.search(q, from_line)),
    } as unknown as ConstructorParameters<typeof WholeLog>[0],
    7,
  );

  /** @param hitsAtOnce that a search answers */
  constructor(
    public total: number,
    private readonly hitsAtOnce = 2,
  ) {}

  private async answer(data: () => unknown): Promise<{ data: unknown }> {
    await Promise.resolve();
    if (this.failure !== null) throw this.failure;
    return { data: data() };
  }

  private read(line: number, lines: number): unknown {
    this.reads.push(line);
    const first = line < 0 ? Math.max(1, this.total + 1 + line) : line;
    const end = Math.min(this.total + 1, first + Math.min(lines, mostLines));
    return {
      lines: numbers(first, end).map(lineOf),
      total_lines: this.total,
      next_line: end <= this.total ? end : null,
      is_complete: true,
    };
  }

  private search(text: string, from: number): unknown {
    this.searches.push(from);
    const all = numbers(from, this.total + 1).filter((number) => textOf(number).includes(text));
    const hits = all.slice(0, this.hitsAtOnce);
    const hasMore = hits.length < all.length;
    return {
      hits: hits.map((number) => ({ ...lineOf(number), ranges: [] }) as unknown as LogHitDto),
      total: all.length,
      has_more: hasMore,
      is_partial: false,
      next_line: hasMore ? (hits.at(-1) ?? 0) + 1 : null,
    };
  }
}

const textOf = (number: number): string => `line ${number}`;

const numbers = (first: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);

const lineOf = (number: number): LogLineDto => ({
  number,
  stream: 'stdout',
  text: textOf(number),
  bytes: textOf(number).length,
  offset: 0,
  at: '2026-01-02T03:04:05.678Z',
});
