import { DomSanitizer } from '@angular/platform-browser';
import { SecurityContext } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { markdownHtml } from './markdown-html';

describe('markdownHtml', () => {
  const shown = async (markdown: string) => {
    const html = await markdownHtml(markdown, '/api/executions/7/files/out/%E8%AF%B4/read.md');
    const element = document.createElement('div');
    element.innerHTML = TestBed.inject(DomSanitizer).sanitize(SecurityContext.HTML, html) ?? '';
    return element;
  };
  const files = `${location.origin}/api/executions/7/files`;

  it.each([
    ['[table](t.csv)', `${files}/out/%E8%AF%B4/t.csv`],
    ['[table](<../a b.csv>)', `${files}/out/a%20b.csv`],
    ['<a href="t.csv">table</a>', `${files}/out/%E8%AF%B4/t.csv`],
    ['[site](https://example.org/a?b=c#d)', 'https://example.org/a?b=c#d'],
  ])('lets %s open beside the console', async (markdown, address) => {
    const link = (await shown(markdown)).querySelector('a');
    expect(link?.getAttribute('href')).toBe(address);
    expect(link?.target).toBe('_blank');
    expect(link?.rel).toBe('noopener noreferrer');
  });

  it('shows the text of a link within the page, which leads nowhere', async () => {
    const element = await shown('[to the *rows*](#rows)');
    expect(element.querySelector('a')).toBeNull();
    expect(element.innerHTML).toContain('to the <em>rows</em>');
  });

  it('finds a picture beside the file', async () => {
    const image = (await shown('![plot](plots/p.png)')).querySelector('img');
    expect(image?.getAttribute('src')).toBe(`${files}/out/%E8%AF%B4/plots/p.png`);
    expect(image?.alt).toBe('plot');
  });

  it('shows what is done in a list of tasks', async () => {
    const items = (await shown('- [x] done\n- [ ] open\n')).querySelectorAll('li');
    expect([...items].map(({ textContent }) => textContent.trim())).toEqual(['☑ done', '☐ open']);
  });

  it('leaves nothing that could act', async () => {
    const element = await shown(
      '[x](javascript:alert(1)) <img src="x" onerror="alert(1)"><script>alert(1)</script><base href="https://evil.example/">[y](y.csv)',
    );
    expect(element.innerHTML).not.toMatch(/"javascript:|onerror|<script|<base/);
    expect(element.querySelectorAll('a')[1]?.getAttribute('href')).toBe(
      `${files}/out/%E8%AF%B4/y.csv`,
    );
  });
});
