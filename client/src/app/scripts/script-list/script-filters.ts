import type { LastRunFilter, ScriptSort, ScriptType } from '../../api/models';

/** What the address of the list may say; null takes it out of the address. */
export interface ScriptFilters {
  q?: string | null;
  type?: ScriptType | null;
  tag?: string[] | null;
  category?: string | null;
  favourite?: boolean | null;
  last_status?: LastRunFilter | null;
  sort?: ScriptSort | null;
  page?: number | null;
}

export const TYPES: ScriptType[] = ['python', 'javascript'];
export const LAST_STATUSES: LastRunFilter[] = [
  'success',
  'failed',
  'cancelled',
  'running',
  'pending',
  'never',
];
export const SORTS: ScriptSort[] = ['name', 'updated', 'last_run'];

/** Everything but the order taken out of the address. */
export const NO_FILTERS: ScriptFilters = {
  q: null,
  type: null,
  tag: null,
  category: null,
  favourite: null,
  last_status: null,
};
