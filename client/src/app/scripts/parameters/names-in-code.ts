import type { ParameterDefinitionDto, ScriptType } from '../../api/models';

const NAME = '([A-Za-z_][A-Za-z0-9_]*)';

/** `os.getenv("X", "default")`, `os.environ.get("X")`, `os.environ["X"]`: the name, and the default if it is a text. */
const PYTHON = [
  new RegExp(`\\bgetenv\\(\\s*(["'])${NAME}\\1(?:\\s*,\\s*(["'])(.*?)\\3)?`, 'g'),
  new RegExp(`\\benviron\\.get\\(\\s*(["'])${NAME}\\1(?:\\s*,\\s*(["'])(.*?)\\3)?`, 'g'),
  new RegExp(`\\benviron\\[\\s*(["'])${NAME}\\1`, 'g'),
];

/** `process.env.X`, `process.env["X"]`, each with `?? 'default'` or `|| 'default'` behind it. */
const JAVASCRIPT = [
  new RegExp(`\\bprocess\\.env()\\.${NAME}\\b(?:\\s*(?:\\?\\?|\\|\\|)\\s*(["'])(.*?)\\3)?`, 'g'),
  new RegExp(
    `\\bprocess\\.env\\[\\s*(["'])${NAME}\\1\\s*\\](?:\\s*(?:\\?\\?|\\|\\|)\\s*(["'])(.*?)\\3)?`,
    'g',
  ),
];

/** As the server: names that steer the interpreter or the run, which no parameter may have. */
const RESERVED =
  /^(PATH|HOME|PWD|OLDPWD|SHELL|USER|LOGNAME|TMPDIR|TMP|TEMP|LANG|LANGUAGE|TZ|IFS|ENV|BASH_ENV|LC_.*|LD_.*|DYLD_.*|MALLOC_.*|PYTHON.*|NODE_.*|NPM_.*|PIP_.*|UV_.*|SCRIPTORIUM_.*)$/i;

/**
 * Parameters for the environment variables that the code reads, in the order of their names' first use.
 * Found by the look of the code: what is in a comment is found as well, what is read by a computed name is not.
 */
export function parametersReadIn(code: string, type: ScriptType): ParameterDefinitionDto[] {
  const found = (type === 'python' ? PYTHON : JAVASCRIPT)
    .flatMap((pattern) => [...code.matchAll(pattern)])
    .sort((one, other) => one.index - other.index);
  const parameters = new Map<string, ParameterDefinitionDto>();
  for (const [, , key = '', , fallback] of found) {
    if (parameters.has(key) || RESERVED.test(key)) continue;
    const given = fallback ? { default_value: fallback } : {};
    parameters.set(key, { key, type: 'string', required: false, ...given });
  }
  return [...parameters.values()];
}
