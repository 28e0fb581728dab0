import type { ScriptLanguage } from '../../runner/run.types.js';
import { InvalidInputError } from '../../shared/errors/domain-error.js';
import { at, type FieldProblem, problem } from '../../shared/problems/problem.js';
import { npmRequirement } from './npm-requirement.js';
import { pythonRequirement } from './python-requirement.js';
import type { Requirement } from './requirement.js';

const READERS = { python: pythonRequirement, javascript: npmRequirement };

/** What is wrong with a script's dependencies, by field: `dependencies.0`. */
export function requirementProblems(language: ScriptLanguage, list: string[]): FieldProblem[] {
  const seen = new Map<string, string>();
  return list.flatMap((text, index): FieldProblem[] => {
    const field = `dependencies.${index}`;
    const read = READERS[language](text);
    if ('problem' in read) return [at(field, read.problem)];
    const twin = seen.get(read.name);
    if (twin !== undefined) return [at(field, problem('REQUIREMENT_TWICE', { text, twin }))];
    seen.set(read.name, text);
    return [];
  });
}

/**
 * A script's dependencies in one spelling and order, so that lists that mean the same are equal.
 * @throws InvalidInputError for a list that `requirementProblems` refuses: an older server may have stored it
 */
export function normalRequirements(language: ScriptLanguage, list: string[]): string[] {
  const problems = requirementProblems(language, list);
  if (problems.length) throw new InvalidInputError(problems);
  return list.map((text) => (READERS[language](text) as Requirement).text).sort();
}
