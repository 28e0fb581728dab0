import type {
  ExecutionsApi,
  LogHitDto,
  LogLinesDto,
  LogSearchDto,
  PrintedStreamName,
} from '../../api';

/** What to look for. */
export interface LogQuery {
  readonly text: string;
  /** Whether `text` is a regular expression. */
  readonly isRegex: boolean;
}

/** The line to look for. */
export interface LineQuery {
  /** A regular expression; upper and lower case differ. */
  readonly pattern: string;
  /** Default: both. */
  readonly stream?: PrintedStreamName;
  /** Where to begin, counted from 1. Default: 1. */
  readonly fromLine?: number;
}

/** Hits that are asked for at once: the most the server answers. */
const hitsAtOnce = 1_000;

/** The log of one execution as the server has it, for what the browser does not. */
export class WholeLog {
  constructor(
    private readonly api: Pick<ExecutionsApi, 'getExecutionLog' | 'searchExecutionLog'>,
    private readonly executionId: number,
  ) {}

  /** @param line counted from 1; negative from the end */
  async read(line: number, lines: number): Promise<LogLinesDto> {
    const { data } = await this.api.getExecutionLog({ id: this.executionId, line, lines });
    // With a line the answer is about lines.
    return data as LogLinesDto;
  }

  /** The next hits from a line on. @param isCounting whether to count those behind them */
  async search(query: LogQuery, fromLine: number, isCounting: boolean): Promise<LogSearchDto> {
    const { data } = await this.api.searchExecutionLog({
      id: this.executionId,
      q: query.text,
      regex: query.isRegex,
      from_line: fromLine,
      limit: hitsAtOnce,
      count: isCounting,
    });
    return data;
  }

  /** The first line that matches, under its number in the whole log, however long that takes; null when none does. */
  async findFirst({ pattern, stream, fromLine = 1 }: LineQuery): Promise<LogHitDto | null> {
    for (let line: number | null = fromLine; line !== null;) {
      const { data } = await this.api.searchExecutionLog({
        ...{ id: this.executionId, q: pattern, regex: true, case: true },
        ...(stream && { stream, merged_numbers: true }),
        ...{ from_line: line, limit: 1, count: false },
      });
      const hit = data.hits[0];
      if (hit) return hit;
      // The time was up.
      line = data.next_line;
    }
    return null;
  }
}
