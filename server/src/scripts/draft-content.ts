import { requirementProblems } from '../environments/requirements/requirement-list.js';
import { InvalidInputError } from '../shared/errors/domain-error.js';
import { definitionProblems } from './parameters/definition-problems.js';
import type { Content, Runnable } from './scripts.service.js';
import { at } from '../shared/problems/problem.js';

/** Content that was not saved as a version; what it leaves out is as in the version it is based on. */
export type Draft = Pick<Content, 'code'> & { [Field in keyof Content]?: Content[Field] | null };

/** What a run of a draft needs: the draft's content, under the settings of its script. */
export function withDraft(base: Runnable, draft: Draft): Runnable {
  const { interpreterId, limits, network, readableFolders, version } = base;
  const type = draft.type ?? base.type;
  return {
    type,
    code: draft.code,
    dependencies: draft.dependencies ?? base.dependencies,
    parameters: draft.parameters ?? base.parameters,
    version,
    // what was chosen to run one language does not run another
    interpreterId: type === base.type ? interpreterId : null,
    limits,
    network,
    readableFolders,
  };
}

/** @throws InvalidInputError where a version of this content could not be saved; its fields begin with `draft.` */
export function assertDraft({ type, dependencies, parameters }: Content): void {
  const problems = [...requirementProblems(type, dependencies), ...definitionProblems(parameters)];
  if (!problems.length) return;
  throw new InvalidInputError(problems.map((one) => at(`draft.${one.field}`, one)));
}
