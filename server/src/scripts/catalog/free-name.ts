import type { EntityManager } from 'typeorm';
import { Script } from '../script.entity.js';

const MAX_NAME_LENGTH = 100;

/** `name`, or the first of `name 2`, `name 3`, ... that no script has; shortened to fit. */
export async function freeName(manager: EntityManager, name: string): Promise<string> {
  for (let count = 1; ; count++) {
    const suffix = count === 1 ? '' : ` ${count}`;
    const candidate = `${name.slice(0, MAX_NAME_LENGTH - suffix.length).trimEnd()}${suffix}`;
    if (!(await manager.existsBy(Script, { name: candidate }))) return candidate;
  }
}
