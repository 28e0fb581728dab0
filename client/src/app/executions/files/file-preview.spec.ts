import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import type { ExecutionFileDto, FileKind } from '../../api';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { FilePreview } from './file-preview';

describe('FilePreview', () => {
  const file = (name: string, kind: FileKind): ExecutionFileDto => ({
    path: `out/${name}`,
    name,
    kind,
    size: 10,
    modified_at: '2026-01-01T00:00:00.000Z',
    is_upload: false,
  });

  async function open(shown: ExecutionFileDto, hasPdfViewer = true) {
    Object.defineProperty(navigator, 'pdfViewerEnabled', {
      value: hasPdfViewer,
      configurable: true,
    });
    TestBed.configureTestingModule({ providers: provideTestTranslations({ executions: en }) });
    const fixture = TestBed.createComponent(FilePreview);
    fixture.componentRef.setInput('executionId', 7);
    fixture.componentRef.setInput('file', shown);
    await fixture.whenStable();
    return {
      fixture,
      element: fixture.nativeElement as HTMLElement,
      loader: TestbedHarnessEnvironment.loader(fixture),
    };
  }

  const sent = (text: string) => {
    let hasMore = true;
    const read = () => {
      const value = hasMore ? new TextEncoder().encode(text) : undefined;
      const done = !hasMore;
      hasMore = false;
      return Promise.resolve({ done, value });
    };
    return { ok: true, body: { getReader: () => ({ read }) } };
  };

  it('shows an HTML page in a frame that may do nothing, and its source on demand', async () => {
    const { fixture, element, loader } = await open(file('report.html', 'html'));
    const frame = element.querySelector('iframe');
    expect(frame?.getAttribute('sandbox')).toBe('');
    expect(frame?.getAttribute('src')).toBe('/api/executions/7/files/out/report.html');

    const fetched = jest.fn().mockResolvedValue(sent('<b>bold</b>'));
    Object.defineProperty(window, 'fetch', { value: fetched, configurable: true });
    await (await loader.getHarness(MatButtonHarness.with({ text: en.files.source }))).click();
    await fixture.whenStable();
    expect(element.querySelector('iframe')).toBeNull();
    expect(element.querySelector('pre')?.textContent).toBe('<b>bold</b>');

    fixture.componentRef.setInput('file', file('other.html', 'html'));
    await fixture.whenStable();
    expect(element.querySelector('iframe')?.getAttribute('src')).toMatch(/other\.html$/);
  });

  const openText = (shown: ExecutionFileDto, text: string) => {
    const fetched = jest.fn().mockResolvedValue(sent(text));
    Object.defineProperty(window, 'fetch', { value: fetched, configurable: true });
    return open(shown);
  };

  it('shows JSON with every number as it was written', async () => {
    const { element } = await openText(file('a.json', 'json'), '{"id":1234567890123456789}');
    expect(element.querySelector('pre')?.textContent).toBe('{\n  "id": 1234567890123456789\n}');
  });

  it('shows broken JSON as it is', async () => {
    const { element } = await openText(file('a.json', 'json'), '[{"id":1},');
    expect(element.querySelector('pre')?.textContent).toBe('[{"id":1},');
  });

  it('shows JSON that is a list of flat objects as a table, up to 500 rows', async () => {
    const rows = Array.from({ length: 501 }, (_, index) => ({ id: index, name: `row ${index}` }));
    const { element } = await openText(file('rows.json', 'json'), JSON.stringify(rows));
    const texts = (selector: string) =>
      [...element.querySelectorAll(selector)].map(({ textContent }) => textContent);
    expect(texts('th')).toEqual(['id', 'name']);
    expect(texts('tbody tr:first-child td')).toEqual(['0', 'row 0']);
    expect(texts('tbody tr')).toHaveLength(500);
    expect(element.textContent).toContain(en.files.truncated);
  });

  it('leads from the contents of a Markdown file to a heading, and nowhere else', async () => {
    const scrollIntoView = jest.fn();
    Element.prototype.scrollIntoView = scrollIntoView;
    const { element } = await openText(file('read.md', 'markdown'), '- [Rows](#rows)\n\n## Rows\n');
    document.body.append(element);
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    element.querySelector('a')?.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(scrollIntoView.mock.contexts).toEqual([element.querySelector('h2')]);
    expect(document.activeElement).toBe(element.querySelector('h2'));
    element.remove();
  });

  it('says that a file is empty', async () => {
    const { element } = await openText(file('a.csv', 'csv'), '');
    expect(element.textContent).toContain(en.files.blank);
    expect(element.querySelector('table')).toBeNull();
  });

  it('leaves a PDF file to the viewer of the browser', async () => {
    const { element } = await open(file('paper.pdf', 'pdf'));
    expect(element.querySelector('iframe')?.getAttribute('src')).toBe(
      '/api/executions/7/files/out/paper.pdf',
    );
  });

  it('offers a PDF file to be downloaded where the browser has no viewer', async () => {
    const { element } = await open(file('paper.pdf', 'pdf'), false);
    expect(element.querySelector('iframe')).toBeNull();
    expect(element.textContent).toContain(en.files.noPdfViewer);
    expect(element.querySelector('a[download]')?.getAttribute('href')).toBe(
      '/api/executions/7/files/out/paper.pdf?download=true',
    );
  });
});
