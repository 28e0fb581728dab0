/**
 * Milliseconds of CLOCK_MONOTONIC: one count for every process from the start of the machine on. Setting the time of
 * day does not move it.
 */
export const bootClockMs = (): number => Number(process.hrtime.bigint() / 1_000_000n);
