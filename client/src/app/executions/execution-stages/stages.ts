import type { ExecutionSummaryDto } from '../../api';

/** What an execution goes through, in this order; it waits again when another took its place meanwhile. */
export type StageName = 'waiting' | 'installing' | 'waitingAgain' | 'running';

export interface Stage {
  readonly name: StageName;
  readonly durationMs: number;
  /** Whether it is in this stage now. */
  readonly isGoingOn: boolean;
}

type Times = Pick<
  ExecutionSummaryDto,
  'created_at' | 'install_start_time' | 'install_end_time' | 'start_time' | 'end_time'
>;

/**
 * The stages of an execution so far. One that took no time is left out, unless it goes on.
 * @param nowMs when the last one ends that goes on, in milliseconds since 1970
 */
export function stagesOf(times: Times, nowMs: number): Stage[] {
  const begins = [
    ['waiting', times.created_at],
    ['installing', times.install_start_time],
    ['waitingAgain', times.install_end_time],
    ['running', times.start_time],
  ] as const satisfies readonly (readonly [StageName, string | null])[];
  const begun = begins.flatMap(([name, at]) => (at === null ? [] : [{ name, at }]));
  return begun
    .map(({ name, at }, index) => {
      const end = begun[index + 1]?.at ?? times.end_time;
      const durationMs = Math.max(0, (end === null ? nowMs : Date.parse(end)) - Date.parse(at));
      return { name, durationMs, isGoingOn: end === null };
    })
    .filter(({ durationMs, isGoingOn }) => durationMs > 0 || isGoingOn);
}
