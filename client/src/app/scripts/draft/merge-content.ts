import { diff3Merge } from 'node-diff3';
import { mergeDefinitions, parseDefinition, type Contested } from './merge-definitions';
import { FIELDS, isSame, type ScriptContent } from './script-content';

/** What is merged line by line: the lines of the code, the dependencies, the parameters. */
export const MERGED_PARTS = ['code', 'dependencies', 'parameters'] as const;
export type MergedPart = (typeof MERGED_PARTS)[number];

/** What is one value, taken from one side as a whole. */
export type Setting = Exclude<keyof ScriptContent, MergedPart>;

/** Which side of a place that both changed is taken; both: theirs, then mine. */
export type Side = 'mine' | 'theirs' | 'both';

/** A place that both changed, each in another way. Its id is unique in its merge. */
export type MergeConflict = LinesConflict | SettingConflict;

/** A side without lines has nothing there. */
export interface LinesConflict extends Contested {
  readonly id: string;
  readonly part: MergedPart;
}

export interface SettingConflict {
  readonly id: string;
  readonly part: Setting;
}

/** Both changes together as far as they fit, and the places where somebody has to choose. */
export interface ContentMerge {
  readonly theirs: ScriptContent;
  /** Theirs with what I changed; the merged parts are taken from `regions`. */
  readonly rest: ScriptContent;
  readonly regions: Readonly<Record<MergedPart, readonly (readonly string[] | LinesConflict)[]>>;
  readonly conflicts: readonly MergeConflict[];
}

/**
 * Puts two edits of the same content together.
 * @param base what both began with
 */
export function mergeContent(
  base: ScriptContent,
  theirs: ScriptContent,
  mine: ScriptContent,
): ContentMerge {
  const regions = {
    code: merge('code', base, theirs, mine),
    dependencies: merge('dependencies', base, theirs, mine),
    parameters: merge('parameters', base, theirs, mine),
  };
  const conflicts = [
    ...settingConflicts(base, theirs, mine),
    ...MERGED_PARTS.flatMap((part) => regions[part]).filter(isConflict),
  ];
  return { theirs, rest: changedBy(mine, base, theirs), regions, conflicts };
}

/** The merged content. @param sides by the id of the conflict; mine where none is chosen yet */
export function resolve(merge: ContentMerge, sides: ReadonlyMap<string, Side>): ScriptContent {
  const lines = (part: MergedPart) =>
    merge.regions[part].flatMap((region) =>
      isConflict(region) ? taken(region, sides.get(region.id) ?? 'mine') : region,
    );
  const theirSettings = merge.conflicts
    .filter(({ id, part }) => isSetting(part) && sides.get(id) === 'theirs')
    .map(({ part }) => [part, merge.theirs[part]] as const);
  return {
    ...merge.rest,
    ...Object.fromEntries(theirSettings),
    code: lines('code').join('\n'),
    dependencies: lines('dependencies'),
    parameters: lines('parameters').map(parseDefinition),
  };
}

function taken({ theirs, mine }: LinesConflict, side: Side): readonly string[] {
  if (side === 'both') return [...theirs, ...mine];
  return side === 'mine' ? mine : theirs;
}

function merge(
  part: MergedPart,
  base: ScriptContent,
  theirs: ScriptContent,
  mine: ScriptContent,
): (readonly string[] | LinesConflict)[] {
  const sides = {
    base: linesOf(base, part),
    theirs: linesOf(theirs, part),
    mine: linesOf(mine, part),
  };
  const byKeys = part === 'parameters' ? mergeDefinitions(sides) : null;
  return (byKeys ?? mergeLines(sides)).map((place, index) =>
    'base' in place ? { id: `${part}-${index}`, part, ...place } : place,
  );
}

function mergeLines({ base, theirs, mine }: Contested): (readonly string[] | Contested)[] {
  const regions = diff3Merge<string>([...mine], [...base], [...theirs], {
    excludeFalseConflicts: true,
  });
  return regions.map(({ ok, conflict }) =>
    conflict ? { base: conflict.o, theirs: conflict.b, mine: conflict.a } : (ok ?? []),
  );
}

function linesOf(content: ScriptContent, part: MergedPart): string[] {
  switch (part) {
    case 'code':
      return content.code.split('\n');
    case 'dependencies':
      return content.dependencies;
    case 'parameters':
      return content.parameters.map((definition) => JSON.stringify(definition));
  }
}

/** Whether what differs is one value, which cannot be taken from both sides. */
export function isSetting(part: MergedPart | Setting): part is Setting {
  return !MERGED_PARTS.some((merged) => merged === part);
}

function settingConflicts(
  base: ScriptContent,
  theirs: ScriptContent,
  mine: ScriptContent,
): SettingConflict[] {
  return FIELDS.filter(isSetting)
    .filter((field) =>
      [
        [base, theirs],
        [base, mine],
        [theirs, mine],
      ].every(([one, other]) => !isSame(one?.[field], other?.[field])),
    )
    .map((part) => ({ id: part, part }));
}

/** Theirs, with the fields that `mine` changed. */
function changedBy(mine: ScriptContent, base: ScriptContent, theirs: ScriptContent): ScriptContent {
  const changed = Object.entries(mine).filter(
    ([field, value]) =>
      JSON.stringify(value) !== JSON.stringify(base[field as keyof ScriptContent]),
  );
  return { ...theirs, ...Object.fromEntries(changed) };
}

function isConflict(region: readonly string[] | LinesConflict): region is LinesConflict {
  return 'id' in region;
}
