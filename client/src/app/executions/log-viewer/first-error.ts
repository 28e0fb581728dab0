import type { LogHitDto } from '../../api';
import type { WholeLog } from './whole-log';

/** A line that tells of an error. */
export interface ErrorLine {
  readonly number: number;
  readonly text: string;
}

const traceback = String.raw`^\s*(?:\+ Exception Group )?Traceback \(most recent call last\):`;
/** `TypeError: x`, `json.decoder.JSONDecodeError: x`, `Error [ERR_ASSERTION]: x`, `Uncaught 'x'`. */
const headline = String.raw`^(?:Uncaught\b|(?:[\w$]+\.)*[\w$]*(?:Error|Exception)(?: \[\w+\])?(?::|\s*$))`;
/** A place on the stack, as V8 prints it. */
const frame = String.raw`^\s+at .*:\d+:\d+\)?$`;
/** Behind the calls of a traceback, which are indented: also inside the frame drawn around a group of exceptions. */
const message = String.raw`^(?:\s*\| )?[^\s|+]`;

/** Finds the first error that a log tells of, on the server: a browser may lack it. */
export class FirstError {
  constructor(private readonly log: WholeLog) {}

  /**
   * @returns the lines that say what happened: of a Python traceback the first and the last one, of another error one, of
   * a log without any the first on stderr; none when there is nothing of all this
   * @throws when the server does not answer
   */
  async find(): Promise<ErrorLine[]> {
    const hit = await this.log.findFirst({ pattern: `${traceback}|${headline}|${frame}` });
    if (!hit) {
      const first = await this.log.findFirst({ pattern: String.raw`\S`, stream: 'stderr' });
      return first ? [lineOf(first)] : [];
    }
    if (new RegExp(frame).test(hit.text)) return [await this.lineBefore(hit)];
    return new RegExp(traceback).test(hit.text) ? this.endsOf(hit) : [lineOf(hit)];
  }

  private async endsOf({ number, text, stream }: LogHitDto): Promise<ErrorLine[]> {
    const last = await this.log.findFirst({ pattern: message, stream, fromLine: number + 1 });
    return [{ number, text }, ...(last ? [lineOf(last)] : [])];
  }

  /** What is thrown need not be called an error: its name stands above the first place on the stack. */
  private async lineBefore(hit: LogHitDto): Promise<ErrorLine> {
    if (hit.number === 1) return lineOf(hit);
    const { lines } = await this.log.read(hit.number - 1, 1);
    return lines[0] ?? lineOf(hit);
  }
}

function lineOf({ number, text }: LogHitDto): ErrorLine {
  return { number, text };
}
