import type { Params } from '@angular/router';

/** A word of the trail: as it is, or by its translation key. */
export type Crumb = { readonly text: string } | { readonly key: string };

/** Where a page stands below others. */
export interface Place {
  /** The pages above, the topmost first. */
  readonly above: readonly (Crumb & { readonly link: string })[];
  /** The page itself, and which part of it is shown. */
  readonly here: readonly Crumb[];
}

/**
 * A route's `data.trail`: says where its page stands.
 * @param page the route's parameters, and what the page is about, '' until it has told `PageTitle`
 */
export type Trail = (page: { params: Params; subject: string }) => Place;
