import { problem } from '../../shared/problems/problem.js';
import { foreignProblem, type Requirement, type RequirementProblem } from './requirement.js';

const EXAMPLE = 'requests==2.32.*';
/** PEP 508, without direct references and brackets around versions. */
const NAME = String.raw`[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?`;
const EXTRAS = String.raw`\[\s*(${NAME}(?:\s*,\s*${NAME})*)\s*\]`;
const CLAUSE = String.raw`(?:~=|===?|!=|<=|>=|<|>)\s*[A-Za-z0-9._*+!-]+`;
const MARKER = String.raw`[A-Za-z0-9_\s.'"<>=!~(),*+-]+`;
const REQUIREMENT = new RegExp(
  String.raw`^(${NAME})\s*(?:${EXTRAS})?\s*(${CLAUSE}(?:\s*,\s*${CLAUSE})*)?\s*(?:;\s*(${MARKER}))?$`,
);

/** Reads a requirement of Python (PEP 508): `requests`, `rich[jupyter]>=13,<14`, `tomli; python_version < "3.11"`. */
export function pythonRequirement(text: string): Requirement | RequirementProblem {
  const foreign = foreignProblem(text, EXAMPLE);
  if (foreign) return foreign;
  const [, written, extras, versions, marker] = REQUIREMENT.exec(text) ?? [];
  if (written === undefined) {
    return { problem: problem('PYTHON_REQUIREMENT_MALFORMED', { text, example: EXAMPLE }) };
  }
  const name = normalName(written);
  const condition = marker?.trim().replace(/\s+/g, ' ');
  const parts = [
    name,
    extras ? `[${sortedParts(normalName(extras)).join(',')}]` : '',
    versions ? sortedParts(versions).join(',') : '',
    condition ? ` ; ${condition}` : '',
  ];
  return { name: condition ? `${name} ; ${condition}` : name, text: parts.join('') };
}

/** PEP 503: `Foo.Bar_baz` and `foo-bar-baz` are one package. */
const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const sortedParts = (list: string): string[] =>
  list
    .split(',')
    .map((part) => part.replace(/\s+/g, ''))
    .sort();
