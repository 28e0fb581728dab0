import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import type { HarnessLoader } from '@angular/cdk/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { LogBuffer } from './log-buffer';
import { LogViewer } from './log-viewer';

describe('LogViewer', () => {
  let fixture: ComponentFixture<LogViewer>;
  let loader: HarnessLoader;
  let buffer: LogBuffer;

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

  beforeEach(async () => {
    // jsdom scrolls nothing and has no such method.
    Element.prototype.scrollTo = jest.fn();
    TestBed.configureTestingModule({
      imports: [LogViewer],
      providers: provideTestTranslations({ executions: en }),
    });
    buffer = new LogBuffer();
    fixture = TestBed.createComponent(LogViewer);
    fixture.componentRef.setInput('log', buffer.snapshot());
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
});
