import type { ViewFiltersDto } from '../../api';

/** Views that everybody has: the key of the name, and what they show. */
export const BUILT_IN_VIEWS: readonly { key: string; filters: ViewFiltersDto }[] = [
  { key: 'failedToday', filters: { status: ['failed'], last: 'today' } },
  { key: 'running', filters: { status: ['pending', 'running'] } },
];
