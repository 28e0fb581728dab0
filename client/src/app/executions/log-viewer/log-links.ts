/** A piece of a line: text, or the address of a web page. */
export interface LogPiece {
  readonly text: string;
  readonly isLink: boolean;
}

// Marks that end a sentence or close a bracket are rarely part of an address.
const address = /https?:\/\/\w[^\s<>"'`]*(?<![.,;:!?)\]}])/g;

/** Finds the addresses in what a script printed; only http and https, so that none can run anything. */
export function piecesOf(text: string): LogPiece[] {
  const pieces: LogPiece[] = [];
  let end = 0;
  for (const found of text.matchAll(address)) {
    if (found.index > end) pieces.push({ text: text.slice(end, found.index), isLink: false });
    pieces.push({ text: found[0], isLink: true });
    end = found.index + found[0].length;
  }
  if (end < text.length || pieces.length === 0)
    pieces.push({ text: text.slice(end), isLink: false });
  return pieces;
}
