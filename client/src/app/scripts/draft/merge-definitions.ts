import type { ParameterDefinitionDto } from '../../api/models';
import { isSame } from './script-content';

/** What is merged, or a place of it that both changed, as each side has it: in lines, of which a parameter is one. */
export interface Contested {
  readonly base: readonly string[];
  readonly theirs: readonly string[];
  readonly mine: readonly string[];
}

/** What there is to say of a parameter beside its key. */
export type DefinitionField = Exclude<keyof ParameterDefinitionDto, 'key'>;

/** In the order of the form. Complete by its type: a change of a field that is missing here would be lost in a merge. */
export const DEFINITION_FIELDS = Object.keys({
  label: true,
  type: true,
  default_value: true,
  required: true,
  description: true,
  options: true,
  min: true,
  max: true,
  min_length: true,
  max_length: true,
  pattern: true,
} satisfies Record<DefinitionField, true>) as DefinitionField[];

export function parseDefinition(line: string): ParameterDefinitionDto {
  return JSON.parse(line) as ParameterDefinitionDto;
}

/** What a parameter says of itself in a field; null for nothing. */
export function saidIn(
  definition: ParameterDefinitionDto,
  field: DefinitionField,
): string | number | boolean | readonly string[] | null {
  const said = definition[field] ?? null;
  return said === '' ? null : said;
}

/** The fields in which definitions of a parameter differ; of a single one those that say something. */
export function differingFields(definitions: readonly ParameterDefinitionDto[]): DefinitionField[] {
  const [first, ...others] = definitions;
  if (!first) return [];
  return DEFINITION_FIELDS.filter((field) => {
    const said = saidIn(first, field);
    if (others.length === 0) return said !== null;
    return others.some((other) => !isSame(said, saidIn(other, field)));
  });
}

/**
 * Merges parameters by their keys, wherever they stand.
 * @returns null when the two sides have them in different orders, or a key is there twice
 */
export function mergeDefinitions(place: Contested): (readonly string[] | Contested)[] | null {
  const base = byKey(place.base);
  const theirs = byKey(place.theirs);
  const mine = byKey(place.mine);
  const isTwice = theirs.size < place.theirs.length || mine.size < place.mine.length;
  const keys = isTwice ? null : keysInOrder([...theirs.keys()], [...mine.keys()]);
  if (!keys) return null;
  return keys.map((key) => {
    const [before, their, my] = [base.get(key), theirs.get(key), mine.get(key)];
    if (isSameDefinition(their, my) || isSameDefinition(their, before)) return listOf(my);
    if (isSameDefinition(my, before)) return listOf(their);
    return { base: listOf(before), theirs: listOf(their), mine: listOf(my) };
  });
}

function byKey(lines: readonly string[]): Map<string, string> {
  return new Map(lines.map((line) => [parseDefinition(line).key, line]));
}

/** All keys, those of one side where it has them; null where the sides have them in different orders. */
function keysInOrder(theirs: readonly string[], mine: readonly string[]): string[] | null {
  const ofBoth = theirs.filter((key) => mine.includes(key));
  const inMine = mine.filter((key) => theirs.includes(key));
  if (!isSame(ofBoth, inMine)) return null;
  const rest = [...mine];
  const keys = theirs.flatMap((key) =>
    ofBoth.includes(key) ? rest.splice(0, rest.indexOf(key) + 1) : [key],
  );
  return [...keys, ...rest];
}

function isSameDefinition(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return differingFields([one, other].map(parseDefinition)).length === 0;
}

function listOf(line: string | undefined): readonly string[] {
  return line === undefined ? [] : [line];
}
