import { createHash } from 'node:crypto';
import type { ServerConfig } from '../config/server-config.js';
import type { Interpreter } from '../runner/interpreters.js';

/** What decides which packages are installed. */
export interface EnvironmentRecipe {
  readonly interpreter: Interpreter;
  /** In one spelling and order, see `readRequirements`. */
  readonly requirements: readonly string[];
}

/** Changes when the same recipe would be installed in another way. */
const FORMAT = 1;

/** Names an environment: equal for recipes that come to the same, SHA-256 in hexadecimal. */
export function environmentKey(recipe: EnvironmentRecipe, config: ServerConfig): string {
  const { language, path, version } = recipe.interpreter;
  const sources =
    language === 'python'
      ? [config.PYTHON_INDEX_URL, config.PYTHON_EXTRA_INDEX_URLS]
      : [config.NPM_REGISTRY, config.NPM_INSTALL_SCRIPTS];
  const machine = [process.platform, process.arch];
  const all = [FORMAT, language, path, version, machine, recipe.requirements, sources];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
