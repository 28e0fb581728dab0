/**
 * Nearest-rank percentile (NIST handbook 7.2.6.2, without interpolation).
 * @param {number[]} values at least one, in any order
 * @param {number} percent 0 to 100
 */
export function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(0, rank - 1)] ?? NaN;
}

/** @param {number[]} values */
export const median = (values) => percentile(values, 50);

/**
 * Median of the differences of what was measured side by side, so that a machine that gets slower meanwhile cancels out.
 * @param {number[]} values
 * @param {number[]} references the same number of them
 */
export const medianDifference = (values, references) =>
  median(values.map((value, index) => value - (references[index] ?? NaN)));

/**
 * Median of the quotients of what was measured side by side.
 * @param {number[]} values
 * @param {number[]} references the same number of them
 */
export const medianRatio = (values, references) =>
  median(values.map((value, index) => value / (references[index] ?? NaN)));
