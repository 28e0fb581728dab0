/**
 * @typedef {object} Row
 * @property {string} what was measured
 * @property {number | null} value null when it cannot be measured here
 * @property {string} unit
 * @property {number} [atMost] bound
 * @property {number} [atLeast] bound
 * @property {string} [note]
 */

/**
 * Whether a row keeps its bound.
 * @param {Row} row
 * @returns {'ok' | 'over' | ''} empty when there is no bound, or nothing was measured
 */
export function verdict({ value, atMost, atLeast }) {
  if (value === null || (atMost === undefined && atLeast === undefined)) return '';
  return value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity) ? 'ok' : 'over';
}

/**
 * @param {string} what
 * @param {string} unit
 * @param {string} note why it cannot be measured
 * @returns {Row}
 */
export const notMeasured = (what, unit, note) => ({ what, value: null, unit, note });
