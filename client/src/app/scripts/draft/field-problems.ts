import type { FieldProblem } from '../../shared/errors/api-error';
import type { ScriptContent } from './script-content';

/** The problems that an edit leaves standing: those of fields, and of rows of lists, that it did not touch. */
export function remainingProblems(
  problems: FieldProblem[],
  before: ScriptContent,
  after: ScriptContent,
): FieldProblem[] {
  return problems.filter(({ field }) => {
    const [name = '', row = ''] = field.split('.');
    const old: unknown = before[name as keyof ScriptContent];
    const now: unknown = after[name as keyof ScriptContent];
    if (old === now) return true;
    // Rows are told apart by position: after an insertion or removal the numbers mean other rows.
    if (!Array.isArray(old) || !Array.isArray(now) || old.length !== now.length) return false;
    return row !== '' && old[Number(row)] === now[Number(row)];
  });
}

/** What is wrong with one field, e.g. `parameters.0.key`; undefined when it is fine. */
export function problemOf(problems: FieldProblem[], field: string): FieldProblem | undefined {
  return problems.find((problem) => problem.field === field);
}

/** The problems at or below a field, e.g. all of `parameters`. */
export function problemsUnder(problems: FieldProblem[], field: string): FieldProblem[] {
  return problems.filter((problem) => `${problem.field}.`.startsWith(`${field}.`));
}
