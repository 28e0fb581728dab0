/** Lines of npm that say nothing to a person: the code, and where its own log lies. */
const NPM_NOISE = /^npm (error|ERR!) ?(code |errno |syscall |path |A complete log|\d+$|$)/;
const NPM_ERROR = /^npm (?:error|ERR!) /;
/** `404 Not Found`, `notarget No matching version`: a short code before the sentence. */
const NPM_CODE = /^(?:E?\d{3}|[a-z]+) +(?=[A-Z])/;
/** pip, uv. */
const ERROR = /^\s*(?:ERROR|error|×):?\s+/;

/** The line of an installer's output that says best what went wrong; empty when there is none. */
export function failureLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter(Boolean);
  const ofNpm = lines.find((line) => NPM_ERROR.test(line) && !NPM_NOISE.test(line));
  if (ofNpm) return ofNpm.replace(NPM_ERROR, '').replace(NPM_CODE, '').trim();
  const error = lines.findLast((line) => ERROR.test(line)) ?? lines.at(-1) ?? '';
  return error.replace(ERROR, '').trim();
}
