import { sentenceOf } from '../../runner/causes.js';
import type { RunOutcome } from '../../runner/run.types.js';
import type { StatusFacts } from '../executions.repository.js';

/** What a run told besides its log, as its row keeps it; nothing for the many that tell nothing. */
export function reportFacts({ progress, result }: RunOutcome): StatusFacts {
  return {
    ...(progress && { progress: progress.percent, progressMessage: progress.message }),
    ...(result && 'json' in result && { result: result.json, resultBytes: bytesOf(result.json) }),
    ...(result &&
      'refusal' in result && {
        resultError: sentenceOf(result.refusal),
        resultCause: result.refusal,
      }),
  };
}

const bytesOf = (text: string) => Buffer.byteLength(text);
