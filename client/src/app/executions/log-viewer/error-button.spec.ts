import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { shownNews } from '../../shared/testing/shown-news';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ErrorButton } from './error-button';
import { ServedLog } from './testing/served-log';

describe('ErrorButton', () => {
  let fixture: ComponentFixture<ErrorButton>;
  let led: number[];

  const show = async (log: ServedLog): Promise<void> => {
    fixture.componentRef.setInput('whole', log.whole);
    await fixture.whenStable();
  };
  const press = async (): Promise<void> =>
    (await TestbedHarnessEnvironment.loader(fixture).getHarness(MatButtonHarness)).click();
  const news = async (): Promise<string> =>
    (await shownNews(TestbedHarnessEnvironment.documentRootLoader(fixture))).getMessage();

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: provideTestTranslations({ executions: en }) });
    fixture = TestBed.createComponent(ErrorButton);
    led = [];
    fixture.componentInstance.lead.subscribe((line) => led.push(line));
  });

  it('leads to the beginning of a traceback, then to its end, and says what they are', async () => {
    await show(
      ServedLog.of(
        'fine',
        { stderr: 'Traceback (most recent call last):' },
        { stderr: '  File "main.py", line 1' },
        { stderr: 'ValueError: no' },
      ),
    );
    for (let count = 0; count < 3; count++) await press();
    expect(led).toEqual([2, 4, 2]);
    await press();
    const said = (fixture.nativeElement as HTMLElement).querySelector('[aria-live]');
    expect(said?.textContent?.trim()).toBe('Line 4: ValueError: no');
  });

  it('searches anew in another log', async () => {
    await show(ServedLog.of('TypeError: a'));
    await press();
    await show(ServedLog.of('fine', 'TypeError: b'));
    await press();
    expect(led).toEqual([1, 2]);
  });

  it('says that there is nothing', async () => {
    await show(new ServedLog(10));
    await press();
    expect(await news()).toBe(en.log.noError);
    expect(led).toEqual([]);
  });

  it('says why it could not search, and can be pressed again', async () => {
    const log = ServedLog.of('TypeError: a');
    await show(log);
    log.failure = new Error('no answer');
    await press();
    expect(await news()).not.toBe('');
    log.failure = null;
    await press();
    expect(led).toEqual([1]);
  });
});
