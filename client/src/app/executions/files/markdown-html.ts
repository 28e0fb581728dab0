/**
 * HTML of a Markdown file. What it points to lies beside the file and opens beside the console. It is not safe: whoever
 * binds it has to clean it, as Angular does.
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
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    // Angular removes the ids that a link within the page would need.
    if (link.getAttribute('href')?.startsWith('#')) link.replaceWith(...link.childNodes);
    else openBeside(link);
  }
  // Read, the property is the whole address.
  for (const image of page.querySelectorAll<HTMLImageElement>('img[src]'))
    image.src = `${image.src}`;
  for (const box of page.querySelectorAll<HTMLInputElement>('input[type=checkbox]'))
    box.replaceWith(box.checked ? '☑' : '☐');
  return page.body.innerHTML;
}

function openBeside(link: HTMLAnchorElement): void {
  link.href = `${link.href}`;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
}
