import { createContext, Script } from 'node:vm';

/**
 * Longest that one value is matched, in milliseconds. An expression that backtracks may never come to an end, and the
 * server does nothing else meanwhile; an ordinary one takes microseconds.
 */
const PATIENCE_MS = 100;

const given = createContext({ pattern: '', value: '' });
/** Only code of a script of its own can be given up, see `timeout` of node:vm. */
const match = new Script(`new RegExp('^(?:' + pattern + ')$', 'u').test(value)`);

/** @returns whether a whole value matches; null when that takes too long to find out */
export function matchesPattern(pattern: string, value: string): boolean | null {
  Object.assign(given, { pattern, value });
  try {
    return match.runInContext(given, { timeout: PATIENCE_MS }) as boolean;
  } catch {
    // out of time, or out of the room to backtrack in: that it is an expression was seen when it was stored
    return null;
  }
}
