import type { ScriptBulkRequestDto, ScriptListItemDto } from '../../api/models';
import { tidyCategory } from '../category-path';

type Labelled = Pick<ScriptListItemDto, 'id' | 'tags' | 'category'>;
type Change = Omit<ScriptBulkRequestDto, 'ids'>;

/**
 * What takes a change of tags or category back: as few changes as there are kinds of scripts before it, none for those that
 * already were as asked. What others changed meanwhile stays.
 * @param scripts those that were changed, as they were before
 */
export function inverseOf(scripts: readonly Labelled[], change: Change): ScriptBulkRequestDto[] {
  const { action } = change;
  if (action === 'delete') return [];
  if (action === 'move') {
    const wanted = tidyCategory(change.category ?? '');
    const moved = scripts.filter(({ category }) => (category ?? '') !== wanted);
    return grouped(moved, ({ category }) => category ?? '').map(([category, ids]) => ({
      ids,
      action,
      category: category || null,
    }));
  }
  const tags = [...new Set((change.tags ?? []).map(tidyTag))];
  const isChanged = (script: Labelled, tag: string) =>
    script.tags.includes(tag) === (action === 'remove_tags');
  const inverse = action === 'add_tags' ? 'remove_tags' : 'add_tags';
  return grouped(scripts, (script) => JSON.stringify(tags.filter((tag) => isChanged(script, tag))))
    .map(([key, ids]) => ({ ids, action: inverse, tags: JSON.parse(key) as string[] }) as const)
    .filter((request) => request.tags.length > 0);
}

/** As the server keeps it. */
function tidyTag(tag: string): string {
  return tag.trim().replace(/\s+/g, ' ').toLowerCase();
}

function grouped(
  scripts: readonly Labelled[],
  keyOf: (script: Labelled) => string,
): [string, number[]][] {
  const groups = new Map<string, number[]>();
  for (const script of scripts) {
    const key = keyOf(script);
    groups.set(key, [...(groups.get(key) ?? []), script.id]);
  }
  return [...groups];
}
