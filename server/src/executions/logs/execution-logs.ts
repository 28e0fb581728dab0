import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Runner } from '../../runner/runner.js';
import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { LogLinesDto } from '../dto/log-lines.dto.js';
import { LogStreamName, type LogRangeDto, type LogRangeQuery } from '../dto/log-range.dto.js';
import { ExecutionNotFoundError } from '../execution.errors.js';
import { isFinal } from '../execution-status.js';
import { ExecutionsRepository } from '../executions.repository.js';
import { sendExactly } from '../files/send-exactly.js';
import { installLogOf, installLogSize } from './install-log-reader.js';
import { LogFile } from './log-file.js';
import { LogLines } from './log-lines.js';
import { rangeStart, readLogRange } from './log-range.js';
import { logSizes } from './log-sizes.js';
import { mergedParts } from './merged-log.js';
import { at, problem } from '../../shared/problems/problem.js';

const DEFAULT_LIMIT = 65_536;
const DEFAULT_LINES = 100;
const UNCOUNTED = at('stream', problem('INSTALL_LOG_WITHOUT_LINES'));

/** Answers what was printed so far, as a range of one log or as a download. */
@Injectable()
export class ExecutionLogs {
  constructor(
    private readonly executions: ExecutionsRepository,
    private readonly runner: Runner,
    private readonly lines: LogLines,
  ) {}

  /**
   * Sends JSON, or the log itself to whom asks for a download or prefers `text/plain`; lines are always JSON. A run that
   * waits has an empty log.
   * @throws ExecutionNotFoundError
   * @throws InvalidInputError when lines are mixed with bytes or a download
   */
  async answer(
    id: number,
    query: LogRangeQuery,
    request: Request,
    response: Response,
  ): Promise<void> {
    if (query.line !== undefined || query.lines !== undefined) {
      const data = await this.readLines(id, query);
      response.json({ code: 0, data, message: '' });
      return;
    }
    const execution = await this.executions.find(id);
    if (!execution) throw new ExecutionNotFoundError(id);
    const prefersText = request.accepts(['application/json', 'text/plain']) === 'text/plain';
    if (query.download || prefersText) {
      await this.download(id, query, request, response);
      return;
    }
    const stream = query.stream ?? LogStreamName.Stdout;
    const range = await readLogRange(join(this.runner.controlOf(id), `${stream}.log`), {
      offset: query.offset ?? 0,
      limit: query.limit ?? DEFAULT_LIMIT,
      isComplete: isFinal(execution.status),
    });
    const data: LogRangeDto = { stream, ...range };
    response.json({ code: 0, data, message: '' });
  }

  private async readLines(id: number, query: LogRangeQuery): Promise<LogLinesDto> {
    assertNotMixed(query);
    const view = query.stream ?? 'merged';
    if (view === LogStreamName.Install) throw new InvalidInputError([UNCOUNTED]);
    const log = await this.lines.find(id);
    const [line, limit] = [query.line ?? 1, query.lines ?? DEFAULT_LINES];
    const result = await this.lines.read({ ...log, view, line, limit });
    return LogLinesDto.from(result, log.isComplete);
  }

  private async download(
    id: number,
    { stream, offset = 0, limit = Infinity }: LogRangeQuery,
    request: Request,
    response: Response,
  ): Promise<void> {
    const control = this.runner.controlOf(id);
    const sizes = await logSizes(control);
    response.attachment(stream ? `execution_${id}.${stream}.log` : `execution_${id}.log`);
    response.set({
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'private, no-cache, no-transform',
    });
    const installed = installLogSize(control) ?? 0;
    if (stream === LogStreamName.Install) {
      const start = rangeStart(offset, installed);
      const end = Math.min(installed, start + limit);
      const log = new LogFile(installLogOf(control), start, end);
      await sendExactly(log.remaining(), end - start, request, response);
    } else if (stream) {
      const start = rangeStart(offset, sizes[stream]);
      const end = Math.min(sizes[stream], start + limit);
      const log = new LogFile(join(control, `${stream}.log`), start, end);
      await sendExactly(log.remaining(), end - start, request, response);
    } else {
      const parts = mergedParts(control, { stdout: 0, stderr: 0 }, sizes);
      const install = new LogFile(installLogOf(control), 0, installed);
      const size = installed + sizes.stdout + sizes.stderr;
      await sendExactly(
        oneAfterOther(install.remaining(), bytesOf(parts)),
        size,
        request,
        response,
      );
    }
  }
}

async function* oneAfterOther(...sources: AsyncIterable<Buffer>[]): AsyncGenerator<Buffer> {
  for (const source of sources) yield* source;
}

async function* bytesOf(parts: AsyncIterable<{ bytes: Buffer }>): AsyncGenerator<Buffer> {
  for await (const { bytes } of parts) yield bytes;
}

function assertNotMixed({ offset, limit, download }: LogRangeQuery): void {
  const problems = [
    ...(offset === undefined ? [] : [at('offset', problem('LOG_BYTES_AND_LINES'))]),
    ...(limit === undefined ? [] : [at('limit', problem('LOG_LIMIT_OF_LINES'))]),
    ...(download ? [at('download', problem('LOG_DOWNLOAD_OF_LINES'))] : []),
  ];
  if (problems.length) throw new InvalidInputError(problems);
}
