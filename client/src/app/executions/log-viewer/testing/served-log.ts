import type { ExecutionsApi, LogHitDto, LogLineDto, LogLinesDto, LogSearchDto } from '../../../api';
import { WholeLog } from '../whole-log';

type LogApi = Pick<ExecutionsApi, 'getExecutionLog' | 'searchExecutionLog'>;
type LinesQuestion = Parameters<LogApi['getExecutionLog']>[0];
type SearchQuestion = Parameters<LogApi['searchExecutionLog']>[0];

/** Lines that the played server answers at once, however many are asked for. */
const mostLines = 300;

/** What a line holds, or a text on stdout. */
type ServedLine = string | { readonly stderr: string };

/** For tests: plays the server that has a log of numbered lines: those given, or `line 1`, `line 2`, and so on. */
export class ServedLog implements LogApi {
  /** The first lines of the ranges that were asked for. */
  readonly reads: number[] = [];
  /** The lines that searches began with. */
  readonly searches: number[] = [];
  /** What the next requests fail with. */
  failure: Error | null = null;
  readonly whole = new WholeLog(this, 7);

  /**
   * @param hitsAtOnce that a search answers
   * @param lines the first ones, where it matters what they say
   */
  constructor(
    public total: number,
    private readonly hitsAtOnce = 2,
    private readonly lines: readonly ServedLine[] = [],
  ) {}

  /** A log of just these lines. */
  static of(...lines: ServedLine[]): ServedLog {
    return new ServedLog(lines.length, 2, lines);
  }

  async getExecutionLog({ line = 1, lines = 0 }: LinesQuestion) {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    return { data: this.read(line, lines) } as Awaited<ReturnType<LogApi['getExecutionLog']>>;
  }

  async searchExecutionLog(question: SearchQuestion) {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    return { data: this.search(question) } as Awaited<ReturnType<LogApi['searchExecutionLog']>>;
  }

  private read(line: number, lines: number): LogLinesDto {
    this.reads.push(line);
    const first = line < 0 ? Math.max(1, this.total + 1 + line) : line;
    const end = Math.min(this.total + 1, first + Math.min(lines, mostLines));
    return {
      lines: numbers(first, end).map((number) => this.lineOf(number)),
      total_lines: this.total,
      next_line: end <= this.total ? end : null,
      is_complete: true,
    };
  }

  private search({ q, regex, stream, from_line: from = 1, limit }: SearchQuestion): LogSearchDto {
    this.searches.push(from);
    const pattern = regex ? new RegExp(q) : null;
    const all = numbers(from, this.total + 1).filter((number) => {
      const text = this.textOf(number);
      const isSearched = stream === undefined || stream === this.streamOf(number);
      return isSearched && (pattern ? pattern.test(text) : text.includes(q));
    });
    const hits = all.slice(0, Math.min(this.hitsAtOnce, limit ?? Infinity));
    const hasMore = hits.length < all.length;
    return {
      hits: hits.map((number) => hitOf(this.lineOf(number))),
      total: all.length,
      has_more: hasMore,
      is_partial: false,
      next_line: hasMore ? (hits.at(-1) ?? 0) + 1 : null,
    };
  }

  private lineOf(number: number): LogLineDto {
    const text = this.textOf(number);
    return { number, stream: this.streamOf(number), text, bytes: text.length, offset: 0, at };
  }

  private textOf(number: number): string {
    const line = this.lines[number - 1] ?? `line ${number}`;
    return typeof line === 'string' ? line : line.stderr;
  }

  private streamOf(number: number): LogLineDto['stream'] {
    return typeof this.lines[number - 1] === 'object' ? 'stderr' : 'stdout';
  }
}

const at = '2026-01-02T03:04:05.678Z';

const numbers = (first: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);

const hitOf = ({ number, stream, text }: LogLineDto): LogHitDto => ({
  ...{ number, stream, text, at },
  ...{ text_start: 0, columns: [] },
});
