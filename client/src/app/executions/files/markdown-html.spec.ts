import { DomSanitizer } from '@angular/platform-browser';
import { SecurityContext } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { headingFor, markdownHtml } from './markdown-html';

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

  it.each([
    ['#rows', '## Rows', 'Rows'],
    ['#what-is-it-really', '# What is *it*, really?', 'What is it, really?'],
    ['#%E7%AC%AC%E4%B8%80-%E8%8A%82', '### 第一 节', '第一 节'],
    ['#第一-节', '### 第一 节', '第一 节'],
    ['#rows-1', '# First\n\n# Rows\n\n# Rows', 'Rows'],
    ['#100%', '# 100%', undefined],
  ])('lets %s lead to a heading of the page', async (href, headings, text) => {
    const element = await shown(`[to it](<${href}>)\n\n${headings}\n`);
    const link = element.querySelector('a');
    const heading = link && headingFor(link, element);
    expect(heading?.textContent).toBe(text);
    if (text) expect(heading).toBe([...element.querySelectorAll('h1, h2, h3')].at(-1));
  });

  it('shows the text of a link to a heading that is not there', async () => {
    const element = await shown('[to the *rows*](#rows)');
    expect(element.querySelector('a')).toBeNull();
    expect(element.innerHTML).toContain('to the <em>rows</em>');
  });

  it('lets no link lead to a part of the console', async () => {
    const element = await shown('<h2 id="main">Rows</h2>\n\n[main](#main) [rows](#rows)');
    expect(element.querySelector('[id]')).toBeNull();
    expect([...element.querySelectorAll('a')].map(({ textContent }) => textContent)).toEqual([
      'rows',
    ]);
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
