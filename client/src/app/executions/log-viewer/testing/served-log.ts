import type { ExecutionsApi, LogHitDto, LogLineDto, LogLinesDto, LogSearchDto } from '../../../api';
import { WholeLog } from '../whole-log';

type LogApi = Pick<ExecutionsApi, 'getExecutionLog' | 'searchExecutionLog'>;
type LinesQuestion = Parameters<LogApi['getExecutionLog']>[0];
type SearchQuestion = Parameters<LogApi['searchExecutionLog']>[0];

/** Lines that the played server answers at once, however many are asked for. */
const mostLines = 300;

/** For tests: plays the server that has a log of numbered lines, `line 1`, `line 2`, and so on. */
export class ServedLog implements LogApi {
  /** The first lines of the ranges that were asked for. */
  readonly reads: number[] = [];
  /** The lines that searches began with. */
  readonly searches: number[] = [];
  /** What the next requests fail with. */
  failure: Error | null = null;
  readonly whole = new WholeLog(this, 7);

  /** @param hitsAtOnce that a search answers */
  constructor(
    public total: number,
    private readonly hitsAtOnce = 2,
  ) {}

  async getExecutionLog({ line = 1, lines = 0 }: LinesQuestion) {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    return { data: this.read(line, lines) } as Awaited<ReturnType<LogApi['getExecutionLog']>>;
  }

  async searchExecutionLog({ q, from_line: from = 1 }: SearchQuestion) {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    return { data: this.search(q, from) } as Awaited<ReturnType<LogApi['searchExecutionLog']>>;
  }

  private read(line: number, lines: number): LogLinesDto {
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

  private search(text: string, from: number): LogSearchDto {
    this.searches.push(from);
    const all = numbers(from, this.total + 1).filter((number) => textOf(number).includes(text));
    const hits = all.slice(0, this.hitsAtOnce);
    const hasMore = hits.length < all.length;
    return {
      hits: hits.map(hitOf),
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

const hitOf = (number: number): LogHitDto => ({
  number,
  stream: 'stdout',
  text: textOf(number),
  text_start: 0,
  columns: [],
  at: '2026-01-02T03:04:05.678Z',
});
