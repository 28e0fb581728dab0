import { TestBed } from '@angular/core/testing';
import { FocusKeeper } from './focus-keeper';

describe('FocusKeeper', () => {
  const main = document.createElement('main');
  let button: HTMLButtonElement;
  /** Lets the observers of the document have their turn. */
  const settle = () => Promise.resolve();

  beforeEach(() => {
    main.tabIndex = -1;
    main.innerHTML = '<button>Delete</button><input>';
    document.body.append(main);
    button = main.querySelector('button')!;
    button.focus();
  });
  afterEach(() => main.remove());

  it('leaves the focus where it is', async () => {
    TestBed.inject(FocusKeeper).watch();
    main.append('more');
    await settle();
    expect(document.activeElement).toBe(button);
  });

  it('takes it to the content when what had it is gone already', () => {
    button.remove();
    TestBed.inject(FocusKeeper).watch();
    expect(document.activeElement).toBe(main);
  });

  it.each([
    ['goes', () => button.remove()],
    ['is disabled', () => (button.disabled = true)],
  ])('takes it to the content when what has it %s later', async (_change, change) => {
    TestBed.inject(FocusKeeper).watch();
    change();
    await settle();
    expect(document.activeElement).toBe(main);
  });

  it('looks away after a while', async () => {
    jest.useFakeTimers();
    TestBed.inject(FocusKeeper).watch();
    jest.advanceTimersByTime(10_000);
    jest.useRealTimers();
    button.remove();
    await settle();
    expect(document.activeElement).toBe(document.body);
  });
});
