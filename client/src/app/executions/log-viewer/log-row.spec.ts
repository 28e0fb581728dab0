import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import type { LogGroup } from './log-groups';
import type { LogLine } from './log-line';
import { LogRow } from './log-row';
import { ScriptPlaces } from './script-places';

describe('LogRow', () => {
  const render = async (
    line: Partial<LogLine>,
    group: LogGroup | null = null,
  ): Promise<HTMLElement> => {
    TestBed.configureTestingModule({
      providers: [provideTestTranslations({ executions: en }), provideRouter([])],
    });
    jest.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    const fixture = TestBed.createComponent(LogRow);
    fixture.componentRef.setInput('line', {
      number: 1,
      hasExactNumber: true,
      kind: 'stdout',
      at: null,
      text: '',
      style: '',
      hiddenCharacters: 0,
      ...line,
    });
    const places = new ScriptPlaces({ scriptId: 7, version: 3, executionId: 17 });
    fixture.componentRef.setInput('places', places);
    fixture.componentRef.setInput('group', group);
    await fixture.whenStable();
    return fixture.nativeElement as HTMLElement;
  };

  it('shows no number that is not the one of the line in the whole log', async () => {
    const row = await render({ number: 7, hasExactNumber: false, text: 'later' });
    expect(row.textContent?.trim()).toBe('later');
  });

  it('shows colours, also those that began in an earlier line', async () => {
    const row = await render({ style: '\u001b[31m', text: 'red \u001b[38;5;208morange\u001b[0m' });
    const [red, orange] = row.querySelectorAll<HTMLElement>('.log-row-text span');
    expect(red?.className).toBe('ansi-red-fg');
    expect(orange?.style.color).toBe('rgb(255, 135, 0)');
    expect(orange?.textContent).toBe('orange');
  });

  it.each(['', '\u001b[31m'])(
    'never reads HTML in what a script printed (style "%s")',
    async (style) => {
      const text = '<img src=x onerror=alert(1)><b>bold</b> & "quoted"';
      const row = await render({ style, text });
      expect(row.querySelector('img, b')).toBeNull();
      expect(row.querySelector('.log-row-text')?.textContent).toBe(text);
    },
  );

  it('makes the address of a web page a link that tells it nothing of the console', async () => {
    const row = await render({ text: ' at https://a.example/x?y=1, and on' });
    const link = row.querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://a.example/x?y=1');
    expect(link?.rel).toBe('noopener noreferrer');
    expect(row.querySelector('.log-row-text')?.textContent).toBe(
      ' at https://a.example/x?y=1, and on',
    );
  });

  it('links an address in a coloured line without reading HTML in it', async () => {
    const text = 'see "https://a.example/x?y=1&z=<img src=x>"';
    const row = await render({ style: '\u001b[31m', text });
    expect(row.querySelector('a')?.getAttribute('href')).toBe('https://a.example/x?y=1&z=');
    expect(row.querySelector('img')).toBeNull();
    expect(row.querySelector('.log-row-text')?.textContent).toBe(text);
  });

  it('keeps the text of a link and drops its address', async () => {
    const row = await render({ text: '\u001b]8;;javascript:alert(1)\u0007here\u001b]8;;\u0007' });
    expect(row.querySelector('a')).toBeNull();
    expect(row.querySelector('.log-row-text')?.textContent).toBe('here');
  });

  it('shows the title of a group without colours, and never reads HTML in it', async () => {
    const title = '\u001b[32m<b>Build</b>\u001b[0m';
    const group = { first: 1, last: 4, size: 2, title, isFolded: true };
    const row = await render({ text: `::group::${title}` }, group);
    expect(row.querySelector('.log-row-text')?.textContent).toBe('<b>Build</b>');
    expect(row.querySelector('button')?.getAttribute('aria-expanded')).toBe('false');
  });

  it('names a group without a title', async () => {
    const group = { first: 1, last: Infinity, size: null, title: '', isFolded: false };
    const row = await render({ text: '::group::' }, group);
    expect(row.querySelector('button')?.textContent).toContain(en.log.group);
  });

  it.each(['', '\u001b[31m'])(
    'leads from a place in the script to its line, and reads no HTML beside it (style "%s")',
    async (style) => {
      const text = '  File "/exec/work/main.py", line 12, in <b>f</b>';
      const row = await render({ style, text });
      const link = row.querySelector('a');
      expect(link?.textContent).toBe('File "/exec/work/main.py", line 12');
      expect(row.querySelector('b')).toBeNull();
      expect(row.querySelector('.log-row-text')?.textContent).toBe(text);
      link?.click();
      expect(TestBed.inject(Router).navigateByUrl).toHaveBeenCalledWith(
        '/scripts/7/code?version=3&line=12',
      );
    },
  );

  it('leaves a link to the code to the browser that is to open in another tab', async () => {
    const row = await render({ text: '/exec/work/main.js:3' });
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true });
    // jsdom follows no link.
    row.addEventListener('click', (event) => event.preventDefault());
    row.querySelector('a')?.dispatchEvent(click);
    expect(TestBed.inject(Router).navigateByUrl).not.toHaveBeenCalled();
  });
});
