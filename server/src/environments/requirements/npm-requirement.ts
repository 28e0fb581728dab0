import { problem } from '../../shared/problems/problem.js';
import { foreignProblem, type Requirement, type RequirementProblem } from './requirement.js';

const EXAMPLE = 'lodash@^4';
const NAME = String.raw`(?:@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*`;
/** A range of versions or a tag (`latest`); no alias, no address. */
const RANGE = String.raw`[0-9A-Za-z^~<>=|*.+\s_-]+`;
const REQUIREMENT = new RegExp(`^(${NAME})(?:@(${RANGE}))?$`, 'i');

/** Reads a requirement of npm: `lodash`, `lodash@^4`, `@scope/name@1.2.3`. */
export function npmRequirement(text: string): Requirement | RequirementProblem {
  const foreign = foreignProblem(text, EXAMPLE);
  if (foreign) return foreign;
  const [, name, range = 'latest'] = REQUIREMENT.exec(text) ?? [];
  if (name === undefined) {
    return { problem: problem('NPM_REQUIREMENT_MALFORMED', { text, example: EXAMPLE }) };
  }
  return { name, text: `${name}@${range.trim().replace(/\s+/g, ' ')}` };
}

/** Name and range of a requirement's text. */
export function npmNameAndRange(text: string): [name: string, range: string] {
  const at = text.indexOf('@', 1);
  return [text.slice(0, at), text.slice(at + 1)];
}
