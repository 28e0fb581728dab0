import { Clipboard } from '@angular/cdk/clipboard';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import type { HarnessLoader } from '@angular/cdk/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { LogBuffer } from './log-buffer';
import type { LineRange } from './line-range';
import { LogViewer, type LogExport } from './log-viewer';
import { ServedLog } from './testing/served-log';

describe('LogViewer', () => {
  let fixture: ComponentFixture<LogViewer>;
  let loader: HarnessLoader;
  let buffer: LogBuffer;
  let served: ServedLog;

  const write = async (text: string): Promise<void> => {
    buffer.append({ stream: 'stdout', offset: 0, text, at: '2026-01-02T03:04:05.678Z' });
    fixture.componentRef.setInput('log', buffer.snapshot());
    await fixture.whenStable();
  };
  /** jsdom lays nothing out: the scroller's sizes are given. */
  const scrollTo = async (scrollTop: number, scrollHeight: number): Promise<void> => {
    const scroller = element().querySelector<HTMLElement>('[role=region]');
    if (!scroller) throw new Error('The log has no rows.');
    Object.defineProperty(scroller, 'scrollHeight', { configurable: true, value: scrollHeight });
    Object.defineProperty(scroller, 'clientHeight', { configurable: true, value: 400 });
    scroller.scrollTop = scrollTop;
    scroller.dispatchEvent(new Event('scroll'));
    await fixture.whenStable();
  };
  const element = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const search = async (text: string): Promise<void> => {
    const field = element().querySelector<HTMLInputElement>('input[type=search]');
    if (!field) throw new Error('There is no search field.');
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await fixture.whenStable();
  };

  /** A log of which the browser got the end only. */
  const showTail = async (): Promise<void> => {
    buffer.startAt(999_901);
    await write('tail\n'.repeat(100));
  };
  /** Wrapped rows are all there, without a layout. */
  const wrap = async (): Promise<void> => {
    const selector = `[aria-label="${en.log.wrap}"]`;
    await (await loader.getHarness(MatButtonHarness.with({ selector }))).click();
  };
  const rowOf = (number: number): HTMLElement | undefined =>
    [...element().querySelectorAll<HTMLElement>('app-log-row')].find(
      (row) => row.querySelector('.log-row-number')?.textContent?.trim() === String(number),
    );
  const until = async (isDone: () => boolean): Promise<void> => {
    for (let tries = 0; !isDone() && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await fixture.whenStable();
    }
    expect(isDone()).toBe(true);
  };
  const goToLine = async (text: string): Promise<void> => {
    const field = element().querySelector<HTMLInputElement>('.line-field');
    if (!field) throw new Error('There is no field for a line.');
    field.value = text;
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await fixture.whenStable();
  };
  const press = async (number: number, shiftKey = false): Promise<void> => {
    const button = rowOf(number)?.querySelector('button');
    button?.dispatchEvent(new MouseEvent('click', { shiftKey }));
    await fixture.whenStable();
  };

  beforeEach(async () => {
    // jsdom scrolls nothing and has no such method.
    Element.prototype.scrollTo = jest.fn();
    Element.prototype.scrollIntoView = jest.fn();
    TestBed.configureTestingModule({
      imports: [LogViewer],
      providers: provideTestTranslations({ executions: en }),
    });
    buffer = new LogBuffer();
    served = new ServedLog(1_000_000);
    fixture = TestBed.createComponent(LogViewer);
    fixture.componentRef.setInput('log', buffer.snapshot());
    fixture.componentRef.setInput('whole', served.whole);
    fixture.componentRef.setInput('isLive', true);
    loader = TestbedHarnessEnvironment.loader(fixture);
    await fixture.whenStable();
  });

  it('says that nothing was printed yet', () => {
    expect(element().textContent).toContain(en.log.waiting);
  });

  it('stops following when the reader scrolls up and counts what is new', async () => {
    await write('line\n'.repeat(100));
    await scrollTo(1600, 2000);
    await scrollTo(500, 2000);
    await write('more\n'.repeat(7));
    const button = await loader.getHarness(MatButtonHarness.with({ text: /7 new lines/ }));
    await button.click();
    expect(await loader.getHarnessOrNull(MatButtonHarness.with({ text: /new lines/ }))).toBeNull();
  });

  it('goes on following while the end is in sight', async () => {
    await write('line\n'.repeat(100));
    await scrollTo(1600, 2000);
    await write('more\n'.repeat(7));
    expect(await loader.getHarnessOrNull(MatButtonHarness.with({ text: /new lines/ }))).toBeNull();
  });

  it('follows again when the reader scrolls back to the end', async () => {
    await write('line\n'.repeat(100));
    await scrollTo(1600, 2000);
    await scrollTo(500, 2000);
    await scrollTo(1595, 2000);
    await write('more\n');
    expect(await loader.getHarnessOrNull(MatButtonHarness.with({ text: /new lines/ }))).toBeNull();
  });

  it('does not take what has been shown for all while something was left out', async () => {
    const count = () => element().querySelector('.count')?.textContent?.trim();
    await write('one\n');
    expect(count()).toBe('Lines: 1');
    buffer.appendSkipped(500);
    await write('later\n');
    expect(count()).toBe('Lines: 3 or more');
  });

  it('counts hits and goes round them in both directions', async () => {
    await write('one error\nfine\ntwo Error\nthree error\n');
    await search('error');
    const hits = (): string | undefined =>
      element().querySelector('[aria-live=polite]')?.textContent?.trim();
    expect(hits()).toBe('1 of 3');
    const previous = await loader.getHarness(
      MatButtonHarness.with({ selector: `[aria-label="${en.log.previousHit}"]` }),
    );
    await previous.click();
    expect(hits()).toBe('3 of 3');
    const next = await loader.getHarness(
      MatButtonHarness.with({ selector: `[aria-label="${en.log.nextHit}"]` }),
    );
    await next.click();
    expect(hits()).toBe('1 of 3');
  });

  it('shows wrapped lines with their times when asked', async () => {
    await write('first\nsecond\n');
    for (const label of [en.log.wrap, en.log.time]) {
      const selector = `[aria-label="${label}"]`;
      await (await loader.getHarness(MatButtonHarness.with({ selector }))).click();
    }
    const rows = [...element().querySelectorAll('app-log-row')];
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/:04:05\.678.*first/s),
      expect.stringContaining('second'),
    ]);
  });

  describe('of a run that was over and successful', () => {
    const toEnd = (): Promise<MatButtonHarness | null> =>
      loader.getHarnessOrNull(MatButtonHarness.with({ text: /Go to end|new lines/ }));

    beforeEach(async () => {
      fixture = TestBed.createComponent(LogViewer);
      fixture.componentRef.setInput('log', buffer.snapshot());
      fixture.componentRef.setInput('whole', served.whole);
      fixture.componentRef.setInput('opensAt', 'start');
      loader = TestbedHarnessEnvironment.loader(fixture);
      await fixture.whenStable();
    });

    it('opens at the beginning, follows nothing, and leads to the end', async () => {
      await write('line\n'.repeat(100));
      await scrollTo(0, 2_000);
      expect(fixture.componentInstance.following.isActive()).toBe(false);
      const button = await toEnd();
      expect(await button?.getText()).toContain(en.log.toEnd);
      await button?.click();
      expect(element().querySelector('[role=region]')?.scrollTop).toBe(2_000);
      expect(await toEnd()).toBeNull();
    });

    it('leads nowhere while the end is in sight', async () => {
      await write('line\n'.repeat(3));
      expect(await toEnd()).toBeNull();
    });

    it('leads nowhere from a linked line while the end is in sight', async () => {
      served.total = 3;
      fixture.componentRef.setInput('linkedLines', { first: 2, last: 2 });
      await until(() => served.reads.length > 0);
      await write('line\n'.repeat(3));
      expect(await toEnd()).toBeNull();
    });

    it('reads the beginning of a log of which only the end was sent', async () => {
      await wrap();
      await showTail();
      await until(() => rowOf(1) !== undefined);
      await write('tail\n');
      expect(served.reads[0]).toBe(1);
      expect(rowOf(1)?.textContent).toContain('line 1');
    });
  });

  describe('while wrapping is switched', () => {
    const broughtIntoSight = (): HTMLElement | undefined =>
      jest.mocked(Element.prototype.scrollIntoView).mock.contexts.at(-1) as HTMLElement | undefined;

    it('keeps the line in sight that is being read', async () => {
      await write('line\n'.repeat(300));
      await scrollTo(5_600, 6_000);
      await scrollTo(1_000, 6_000);
      await wrap();
      await fixture.whenStable();
      expect(fixture.componentInstance.following.isActive()).toBe(false);
      expect(broughtIntoSight()).toBe(rowOf(51));
      expect(served.reads).toEqual([]);
    });

    it('shows the lines around the place that is being read, not the last ones', async () => {
      served.total = 2_500;
      await write('line\n'.repeat(2_500));
      await scrollTo(49_600, 50_000);
      await scrollTo(0, 50_000);
      await wrap();
      await until(() => broughtIntoSight() !== undefined);
      expect(broughtIntoSight()).toBe(rowOf(1));
    });

    it('goes on following the end', async () => {
      await write('line\n'.repeat(300));
      await scrollTo(5_600, 6_000);
      await wrap();
      expect(fixture.componentInstance.following.isActive()).toBe(true);
    });
  });

  it('reads the lines around a linked one that is not here, and marks all that are linked', async () => {
    await wrap();
    await showTail();
    fixture.componentRef.setInput('linkedLines', { first: 1_234, last: 1_236 });
    await until(() => rowOf(1_234) !== undefined);
    expect(rowOf(1_234)?.textContent).toContain('line 1234');
    const marked = [...element().querySelectorAll('.log-row-linked .log-row-number')];
    expect(marked.map((number) => number.textContent?.trim())).toEqual(['1234', '1235', '1236']);
    expect(element().textContent).toContain('Lines: 1,000,000');
  });

  it('goes back from a place on the server to the end', async () => {
    await wrap();
    await showTail();
    fixture.componentRef.setInput('linkedLines', { first: 1_234, last: 1_234 });
    await until(() => rowOf(1_234) !== undefined);
    await (await loader.getHarness(MatButtonHarness.with({ text: /Go to end/ }))).click();
    expect(rowOf(1_234)).toBeUndefined();
    expect(rowOf(1_000_000)?.textContent).toContain('tail');
  });

  it('shows what comes when a line is linked of a log that has none yet', async () => {
    served.total = 0;
    fixture.componentRef.setInput('linkedLines', { first: 5, last: 5 });
    await until(() => served.reads.length > 0);
    await wrap();
    await write('first\n');
    expect(rowOf(1)?.textContent).toContain('first');
  });

  it('goes to a line whose number is written', async () => {
    await wrap();
    await showTail();
    await goToLine('500,000');
    await until(() => rowOf(500_000) !== undefined);
  });

  it('goes to lines that are written, and asks for them in the address', async () => {
    const asked: LineRange[] = [];
    fixture.componentInstance.goneTo.subscribe((range) => {
      asked.push(range);
      fixture.componentRef.setInput('linkedLines', range);
    });
    await wrap();
    await write('line\n'.repeat(50));
    for (const text of ['41-45', '7', '2 – 3', 'x']) await goToLine(text);
    expect(asked).toEqual([
      { first: 41, last: 45 },
      { first: 7, last: 7 },
      { first: 2, last: 3 },
    ]);
    expect(rowOf(3)?.classList).toContain('log-row-linked');
    expect(fixture.componentInstance.following.isActive()).toBe(false);
  });

  it('asks for a link to a line, and with shift for one to all up to another', async () => {
    const links: LineRange[] = [];
    fixture.componentInstance.linkTo.subscribe((range) => {
      links.push(range);
      fixture.componentRef.setInput('linkedLines', range);
    });
    await wrap();
    await write('line\n'.repeat(10));
    await press(8);
    await press(3, true);
    await press(5);
    expect(links).toEqual([
      { first: 8, last: 8 },
      { first: 3, last: 8 },
      { first: 5, last: 5 },
    ]);
    expect(served.reads).toEqual([]);
  });

  describe('with marked lines', () => {
    const unmark = jest.fn(() => fixture.componentRef.setInput('linkedLines', null));
    const clearButton = (): Promise<MatButtonHarness | null> =>
      loader.getHarnessOrNull(MatButtonHarness.with({ text: /^Lines 2-3/ }));
    const escape = async (target: Element | null | undefined): Promise<void> => {
      target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
      await fixture.whenStable();
    };

    beforeEach(async () => {
      unmark.mockClear();
      document.body.append(element());
      fixture.componentInstance.unmark.subscribe(unmark);
      await wrap();
      await write('line\n'.repeat(10));
      fixture.componentRef.setInput('linkedLines', { first: 2, last: 3 });
      await fixture.whenStable();
    });

    it('shows which are marked, and clears the marks by a button, with the focus in the log', async () => {
      await (await clearButton())?.click();
      expect(unmark).toHaveBeenCalledTimes(1);
      expect(await clearButton()).toBeNull();
      expect(element().querySelector('.log-row-linked')).toBeNull();
      expect(document.activeElement?.getAttribute('aria-label')).toBe(en.log.title);
    });

    it('clears the marks by Escape', async () => {
      await escape(rowOf(2)?.querySelector('button'));
      expect(unmark).toHaveBeenCalledTimes(1);
      await escape(rowOf(2)?.querySelector('button'));
      expect(unmark).toHaveBeenCalledTimes(1);
    });

    it('clears what is searched for before the marks', async () => {
      await search('line');
      await escape(element().querySelector('input[type=search]'));
      expect(unmark).not.toHaveBeenCalled();
      await escape(element().querySelector('input[type=search]'));
      expect(unmark).toHaveBeenCalledTimes(1);
    });
  });

  it('searches on the server what it has not, and goes to a hit there', async () => {
    await wrap();
    await showTail();
    await search('line 77777');
    await until(() => rowOf(77_777) !== undefined);
    expect(element().querySelector('[aria-live=polite]')?.textContent?.trim()).toBe('1 of 11');
    expect(rowOf(77_777)?.classList).toContain('log-row-active');
    const selector = `[aria-label="${en.log.nextHit}"]`;
    const next = await loader.getHarness(MatButtonHarness.with({ selector }));
    await next.click();
    await until(() => rowOf(777_770) !== undefined);
    await next.click();
    await until(() => rowOf(777_771)?.classList.contains('log-row-active') === true);
    expect(served.searches).toEqual([1, 777_771]);
  });

  it('leaves quietly while the server searches', async () => {
    await showTail();
    // the hit is among the lines that are here
    const search = fixture.componentInstance['searchField']()['searchFor']('line 999950');
    fixture.destroy();
    await expect(search).resolves.toBeUndefined();
    expect(served.searches).toEqual([1]);
  });

  it('leaves quietly while the server reads', async () => {
    await showTail();
    const jump = fixture.componentInstance['showLine'](1_234);
    fixture.destroy();
    await expect(jump).resolves.toBeUndefined();
    expect(served.reads).toHaveLength(2);
  });

  it('says why the server did not search', async () => {
    await showTail();
    served.failure = new Error('no answer');
    await search('anything');
    await until(() => element().querySelector('.notice[role=alert]') !== null);
    expect(element().querySelector('[aria-live=polite]')?.textContent).toContain(
      en.log.searchFailed,
    );
  });

  describe('with groups', () => {
    const fold = (title: string): Promise<MatButtonHarness | null> =>
      loader.getHarnessOrNull(MatButtonHarness.with({ selector: `[aria-label="${title}"]` }));
    const titleOf = (number: number): HTMLButtonElement | null | undefined =>
      rowOf(number)?.querySelector<HTMLButtonElement>('.log-row-group');
    const numbers = (): number[] =>
      [...element().querySelectorAll('.log-row-number')].map((number) =>
        Number(number.textContent),
      );

    beforeEach(async () => {
      await wrap();
      await write('one\n::group::Install\npip\nwheel\n::endgroup::\n');
    });

    it('shows a title for what is folded, and the lines with their own numbers once it is pressed', async () => {
      await write('after\n');
      expect(numbers()).toEqual([1, 2, 6]);
      expect(titleOf(2)?.getAttribute('aria-expanded')).toBe('false');
      expect(titleOf(2)?.textContent).toMatch(/Install\s*Lines: 2/);
      titleOf(2)?.click();
      await fixture.whenStable();
      expect(numbers()).toEqual([1, 2, 3, 4, 5, 6]);
      expect(titleOf(2)?.getAttribute('aria-expanded')).toBe('true');
    });

    it('folds and unfolds all, but leaves open what a running script writes to', async () => {
      await write('::group::Build\ncc\n');
      await (await fold(en.log.unfoldAll))?.click();
      expect(numbers()).toEqual([1, 2, 3, 4, 5, 6, 7]);
      await (await fold(en.log.foldAll))?.click();
      expect(numbers()).toEqual([1, 2, 6, 7]);
      fixture.componentRef.setInput('isLive', false);
      await (await fold(en.log.unfoldAll))?.click();
      await (await fold(en.log.foldAll))?.click();
      expect(numbers()).toEqual([1, 2, 6]);
    });

    it('unfolds what hides a hit of the search', async () => {
      await search('wheel');
      expect(rowOf(4)?.classList).toContain('log-row-active');
    });

    it('unfolds what hides one of the linked lines', async () => {
      await write('::group::Build\ncc\n::endgroup::\n');
      expect(numbers()).toEqual([1, 2, 6]);
      fixture.componentRef.setInput('linkedLines', { first: 1, last: 3 });
      await fixture.whenStable();
      expect(numbers()).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('does not fold a group that ends while somebody reads in it', async () => {
      await write('::group::Build\ncc\n');
      await scrollTo(1600, 2000);
      await scrollTo(500, 2000);
      await write('ld\n::endgroup::\n');
      expect(numbers()).toEqual([1, 2, 6, 7, 8, 9]);
    });

    it('copies the log as it was printed', async () => {
      const copied = jest.spyOn(TestBed.inject(Clipboard), 'copy').mockReturnValue(true);
      await (await fold(en.log.copy))?.click();
      expect(copied).toHaveBeenCalledWith('one\n::group::Install\npip\nwheel\n::endgroup::');
    });
  });

  it('offers to fold only where there are groups', async () => {
    await write('::group\n::endgroup::\n');
    for (const label of [en.log.foldAll, en.log.unfoldAll])
      expect(element().querySelector(`[aria-label="${label}"]`)).toBeNull();
  });

  describe('the way to the first error', () => {
    const button = (): HTMLElement | null =>
      element().querySelector(`[aria-label="${en.log.firstError}"]`);

    it('is offered once something is on stderr, or when the run failed', async () => {
      await write('fine\n');
      expect(button()).toBeNull();
      fixture.componentRef.setInput('hasFailed', true);
      await fixture.whenStable();
      expect(button()).not.toBeNull();
      fixture.componentRef.setInput('hasFailed', false);
      buffer.append({ stream: 'stderr', offset: 0, text: 'warning\n', at: null });
      await write('fine\n');
      expect(button()).not.toBeNull();
    });

    it('leads to a line that is on the server only, and marks it until something is searched for', async () => {
      served = new ServedLog(1_000_000, 2, ['fine', 'ValueError: no']);
      fixture.componentRef.setInput('whole', served.whole);
      fixture.componentRef.setInput('hasFailed', true);
      await wrap();
      await showTail();
      button()?.click();
      await until(() => rowOf(2) !== undefined);
      expect(rowOf(2)?.classList).toContain('log-row-active');
      await search('line 5');
      expect(rowOf(2)?.classList).not.toContain('log-row-active');
    });
  });

  it('offers the log as files', async () => {
    const wanted: LogExport[] = [];
    fixture.componentInstance.download.subscribe((kind) => wanted.push(kind));
    const menu = await loader.getHarness(
      MatMenuHarness.with({ selector: `[aria-label="${en.log.download}"]` }),
    );
    await menu.open();
    await menu.clickItem({ text: en.log.export.tagged });
    await menu.open();
    await menu.clickItem({ text: en.log.export.stderr });
    expect(wanted).toEqual(['tagged', 'stderr']);
  });
});
