import type { ScriptPlaces } from './script-places';

/** A piece of a line. */
export interface LogPiece {
  readonly text: string;
  /** Where it leads to: a web page, or a line of the script's code; null for text. */
  readonly link: { readonly to: 'page' | 'code'; readonly address: string } | null;
}

interface FoundLink {
  readonly text: string;
  readonly index: number;
  readonly link: NonNullable<LogPiece['link']>;
}

// Marks that end a sentence or close a bracket are rarely part of an address.
const address = /https?:\/\/\w[^\s<>"'`]*(?<![.,;:!?)\]}])/g;

/**
 * Finds what leads somewhere in what a script printed: addresses, only http and https so that none can run anything, and
 * places in the script itself.
 */
export function piecesOf(text: string, places: ScriptPlaces | null = null): LogPiece[] {
  const pieces: LogPiece[] = [];
  let end = 0;
  for (const found of linksOf(text, places)) {
    // A place may be a part of an address.
    if (found.index < end) continue;
    if (found.index > end) pieces.push({ text: text.slice(end, found.index), link: null });
    pieces.push({ text: found.text, link: found.link });
    end = found.index + found.text.length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ text: text.slice(end), link: null });
  return pieces;
}

function linksOf(text: string, places: ScriptPlaces | null): FoundLink[] {
  const pages = [...text.matchAll(address)].map(({ 0: url, index }): FoundLink => ({
    text: url,
    index,
    link: { to: 'page', address: url },
  }));
  const code = [...(places?.in(text) ?? [])].map((place): FoundLink => {
    return { text: place.text, index: place.index, link: { to: 'code', address: place.address } };
  });
  return [...pages, ...code].sort((one, other) => one.index - other.index);
}
