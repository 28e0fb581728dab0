import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpErrorResponse } from '@angular/common/http';
import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { ExecutionsApi } from '../../api';
import { shownNews } from '../../shared/testing/shown-news';
import { provideTestTranslations } from '../../shared/testing/test-translations';
import en from '../i18n/en';
import { ExecutionInput, nothingSent } from './execution-input';

@Component({
  imports: [ExecutionInput],
  template: '<app-execution-input [executionId]="7" [(sent)]="sent" />',
})
class Page {
  readonly sent = signal(nothingSent);
}

const refusal = (code: string) =>
  new HttpErrorResponse({
    status: 409,
    error: { code: 1, data: null, message: `Refused: ${code}`, error: code, request_id: 'r1' },
  });

describe('ExecutionInput', () => {
  const giveExecutionInput = jest.fn();
  let fixture: ComponentFixture<Page>;
  let element: HTMLElement;

  beforeEach(async () => {
    giveExecutionInput.mockReset().mockResolvedValue({});
    TestBed.configureTestingModule({
      providers: [
        provideTestTranslations({ executions: en }),
        { provide: ExecutionsApi, useValue: { giveExecutionInput } },
      ],
    });
    fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
    element = fixture.nativeElement as HTMLElement;
  });

  const field = () => element.querySelector<HTMLTextAreaElement>('textarea')!;
  const loader = () => TestbedHarnessEnvironment.documentRootLoader(fixture);
  const press = async (text: string) =>
    (await loader().getHarness(MatButtonHarness.with({ text }))).click();
  /** Lets what waits for an answer go on. */
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const sentLines = () =>
    Array.from(element.querySelectorAll('[role=log] li'), ({ textContent }) => textContent);

  async function type(text: string): Promise<void> {
    field().value = text;
    field().dispatchEvent(new Event('input'));
    await fixture.whenStable();
  }

  async function enter(more: KeyboardEventInit = {}): Promise<void> {
    field().dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...more }),
    );
    await settle();
    await fixture.whenStable();
  }

  it('has a name for those who do not see it', () => {
    expect(field().getAttribute('aria-label')).toBe(en.input.label);
  });

  it('sends a line with Enter, and shows what was sent', async () => {
    await type('是 yes');
    await enter();
    expect(giveExecutionInput).toHaveBeenCalledWith({ id: 7, body: { text: '是 yes\n' } });
    expect(field().value).toBe('');
    await enter();
    expect(giveExecutionInput).toHaveBeenLastCalledWith({ id: 7, body: { text: '\n' } });
    expect(sentLines()).toEqual(['是 yes', '']);
  });

  it('leaves Enter to an input method, and to a new line', async () => {
    await type('shi');
    await enter({ isComposing: true });
    await enter({ shiftKey: true });
    expect(giveExecutionInput).not.toHaveBeenCalled();
    expect(field().value).toBe('shi');
  });

  it('sends one after the other', async () => {
    let answerFirst: () => void = () => undefined;
    giveExecutionInput.mockReturnValueOnce(new Promise<void>((done) => (answerFirst = done)));
    await type('one');
    await enter();
    await type('two');
    await enter();
    expect(giveExecutionInput).toHaveBeenCalledTimes(1);
    answerFirst();
    await settle();
    await fixture.whenStable();
    expect(giveExecutionInput).toHaveBeenLastCalledWith({ id: 7, body: { text: 'two\n' } });
    expect(sentLines()).toEqual(['one', 'two']);
  });

  it('ends the input after what is in the field', async () => {
    await type('last');
    await press(en.input.end);
    expect(giveExecutionInput).toHaveBeenCalledWith({ id: 7, body: { text: 'last', end: true } });
    expect(element.querySelector('textarea')).toBeNull();
    expect(element.querySelector('[role=status]')?.textContent).toBe(en.input.ended);
    expect(sentLines()).toEqual(['last']);
    expect(fixture.componentInstance.sent().isEnded).toBe(true);
  });

  it('gives the text back and says why when the script does not read', async () => {
    giveExecutionInput.mockRejectedValue(refusal('INPUT_FULL'));
    await type('much');
    await enter();
    expect(field().value).toBe('much');
    expect(sentLines()).toEqual([]);
    const news = await shownNews(loader());
    expect(await news.getMessage()).toBe('Refused: INPUT_FULL');
  });

  it('closes when the server says that the input is', async () => {
    giveExecutionInput.mockRejectedValue(refusal('INPUT_CLOSED'));
    await type('late');
    await enter();
    expect(element.querySelector('[role=status]')?.textContent).toBe(en.input.ended);
  });
});
