/**
 * HTML of a Markdown file. What it points to lies beside the file and opens beside the console; `#rows` leads to the heading
 * "Rows", which `headingFor` finds. It is not safe: whoever binds it has to clean it, as Angular does.
 * @param url address of the file
 */
export async function markdownHtml(markdown: string, url: string): Promise<string> {
  // The library is loaded when a file needs it.
  const { marked } = await import('marked');
  // Nothing runs or loads in a document of a parser.
  const page = new DOMParser().parseFromString(await marked.parse(markdown), 'text/html');
  const base = page.createElement('base');
  base.href = new URL(url, location.origin).href;
  page.head.prepend(base);
  const headings = headingsOf(page.body);
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const name = nameInPage(link);
    if (name === null) openBeside(link);
    else if (!headings.has(name)) link.replaceWith(...link.childNodes);
  }
  // Read, the property is the whole address.
  for (const image of page.querySelectorAll<HTMLImageElement>('img[src]'))
    image.src = `${image.src}`;
  for (const box of page.querySelectorAll<HTMLInputElement>('input[type=checkbox]'))
    box.replaceWith(box.checked ? '☑' : '☐');
  return page.body.innerHTML;
}

/** The heading that a link within the page leads to; null for another link, and when there is no such heading. */
export function headingFor(link: Element, page: Element): HTMLElement | null {
  const name = nameInPage(link);
  return name === null ? null : (headingsOf(page).get(name) ?? null);
}

/**
 * The headings of a page. Angular removes ids, so they go by their texts, which give the names that GitHub and others give
 * them: the second "Rows" is `rows-1`.
 */
function headingsOf(page: Element): Map<string, HTMLElement> {
  const headings = new Map<string, HTMLElement>();
  const taken = new Map<string, number>();
  for (const heading of page.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6')) {
    const name = nameOf(heading);
    const before = taken.get(name) ?? 0;
    taken.set(name, before + 1);
    headings.set(before === 0 ? name : `${name}-${before}`, heading);
  }
  return headings;
}

/** What a link within the page names; null for a link that leads out of it. */
function nameInPage(link: Element): string | null {
  const href = link.getAttribute('href');
  return href?.startsWith('#') ? readable(href.slice(1)).toLowerCase() : null;
}

function nameOf({ textContent }: HTMLElement): string {
  const words = textContent.trim().toLowerCase();
  return words.replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
}

function readable(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return encoded;
  }
}

function openBeside(link: HTMLAnchorElement): void {
  link.href = `${link.href}`;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
}
