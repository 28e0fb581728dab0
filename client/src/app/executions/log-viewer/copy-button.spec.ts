import { Clipboard } from '@angular/cdk/clipboard';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import type { MatSnackBarHarness } from '@angular/material/snack-bar/testing';
import { shownNews } from '../../shared/testing/shown-news';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { CopyButton } from './copy-button';
import { LogBuffer } from './log-buffer';
import type { LineRange } from './line-range';
import { ServedLog } from './testing/served-log';

describe('CopyButton', () => {
  let fixture: ComponentFixture<CopyButton>;
  let served: ServedLog;
  let copy: jest.SpyInstance<boolean, string[]>;

  /** @param text of the end of the log, which begins with the line `first` */
  const show = (text: string, first = 1): void => {
    const buffer = new LogBuffer();
    buffer.startAt(first);
    buffer.append({ stream: 'stdout', offset: 0, text, at: null });
    fixture.componentRef.setInput('log', buffer.snapshot());
    fixture.componentRef.setInput('whole', served.whole);
  };
  const mark = (marked: LineRange): void => fixture.componentRef.setInput('marked', marked);
  const press = async (): Promise<void> =>
    (await TestbedHarnessEnvironment.loader(fixture).getHarness(MatButtonHarness)).click();
  const news = (): Promise<MatSnackBarHarness> =>
    shownNews(TestbedHarnessEnvironment.documentRootLoader(fixture));
  const copied = async (): Promise<string[][]> => {
    for (let tries = 0; copy.mock.calls.length === 0 && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
    return copy.mock.calls.splice(0);
  };
  const element = (): HTMLElement => fixture.nativeElement as HTMLElement;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: provideTestTranslations({ executions: en }) });
    served = new ServedLog(2_500);
    copy = jest.spyOn(TestBed.inject(Clipboard), 'copy').mockReturnValue(true);
    fixture = TestBed.createComponent(CopyButton);
  });

  it('copies what is here without colours, and says so', async () => {
    show('one\n\u001b[31mtwo\u001b[0m\n');
    await press();
    expect(await copied()).toEqual([['one\ntwo']]);
    expect(element().querySelector('[aria-live]')?.textContent?.trim()).toBe(en.log.copied);
    expect(served.reads).toEqual([]);
  });

  it('reads the whole log from the server when only its end is here', async () => {
    show('tail\n', 2_500);
    await press();
    const lines = (await copied())[0]?.[0]?.split('\n');
    expect(lines).toHaveLength(2_500);
    expect(lines?.at(-1)).toBe('line 2500');
  });

  it('copies just the marked lines, be they here or not', async () => {
    show('one\ntwo\nthree\n', 2_498);
    mark({ first: 2_499, last: 2_500 });
    await press();
    expect(await copied()).toEqual([['two\nthree']]);
    mark({ first: 700, last: 702 });
    await press();
    expect(await copied()).toEqual([['line 700\nline 701\nline 702']]);
    const label = () => element().querySelector('button')?.getAttribute('aria-label');
    expect(label()).toBe('Copy only what is marked: lines 700-702');
    mark({ first: 700, last: 700 });
    await fixture.whenStable();
    expect(label()).toBe('Copy only what is marked: line 700');
  });

  it.each([
    ['the log is too long', () => show('x'.repeat(9_999).concat('\n').repeat(501)), true],
    ['a line is here in part only', () => show('x'.repeat(20_001)), true],
    ['the browser does not allow it', () => show('one\n'), false],
  ])('offers the file when %s', async (_case, showIt, isAllowed) => {
    const wanted = jest.fn();
    fixture.componentInstance.download.subscribe(wanted);
    copy.mockReturnValue(isAllowed);
    showIt();
    await press();
    const offer = await news();
    expect(await offer.getMessage()).toBe(isAllowed ? en.log.tooMuchToCopy : en.log.notCopied);
    await offer.dismissWithAction();
    expect(wanted).toHaveBeenCalledTimes(1);
    expect(element().textContent).not.toContain(en.log.copied);
  });

  it('says why it could not read, and can be pressed again', async () => {
    show('tail\n', 2_500);
    served.failure = new Error('no answer');
    await press();
    expect(await (await news()).getMessage()).not.toBe('');
    expect(copy).not.toHaveBeenCalled();
    served.failure = null;
    await press();
    expect(await copied()).toHaveLength(1);
  });
});
