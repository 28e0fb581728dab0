import type { EntityManager } from 'typeorm';
import { Script } from '../script.entity.js';

/** In characters. */
const MAX_NAME_LENGTH = 100;

/**
 * `name ending`, or the first of `name ending 2`, `name ending 3`, ... that no script has; the name is shortened to fit.
 * @param ending without one, `name`, `name 2`, ...
 */
export async function freeName(manager: EntityManager, name: string, ending = ''): Promise<string> {
  for (let count = 1; ; count++) {
    const words = [ending, count === 1 ? '' : String(count)].filter(Boolean);
    const tail = words.map((word) => ` ${word}`).join('');
    const candidate = `${firstOf(name, MAX_NAME_LENGTH - [...tail].length)}${tail}`;
    if (!(await manager.existsBy(Script, { name: candidate }))) return candidate;
  }
}

/** By characters: half of one is no text. */
const firstOf = (text: string, length: number) => [...text].slice(0, length).join('').trimEnd();
