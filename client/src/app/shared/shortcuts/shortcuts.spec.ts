import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { offerShortcuts, Shortcuts } from './shortcuts';

const search = jest.fn();
const create = jest.fn();
const save = jest.fn();

@Component({
  template: `
    <input class="text" />
    <input class="tick" type="checkbox" />
    <div class="monaco-editor"><span class="code" tabindex="0"></span></div>
    <div role="combobox" aria-expanded="false" aria-controls="x" tabindex="0" class="choice"></div>
  `,
})
class Page {
  constructor() {
    offerShortcuts([
      { keys: '/', label: 'action.search', run: search },
      { keys: 'g n', label: 'action.add', run: create },
      { keys: 'mod+s', label: 'action.save', run: save },
      { keys: 'x', label: 'action.delete', run: save, isOffered: () => false },
    ]);
  }
}

describe('Shortcuts', () => {
  beforeEach(() => {
    jest.resetAllMocks();
    localStorage.clear();
  });

  function render() {
    const fixture = TestBed.createComponent(Page);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    const press = (key: string, held: KeyboardEventInit = {}, selector?: string) => {
      const event = new KeyboardEvent('keydown', {
        key,
        bubbles: true,
        cancelable: true,
        ...held,
      });
      const target = selector ? element.querySelector(selector) : document.body;
      target?.dispatchEvent(event);
      return event;
    };
    return { fixture, press, shortcuts: TestBed.inject(Shortcuts) };
  }

  it('does what the page offers, and not what the browser would', () => {
    const { press } = render();
    expect(press('/').defaultPrevented).toBe(true);
    expect(search).toHaveBeenCalledTimes(1);
    expect(press('q').defaultPrevented).toBe(false);
  });

  it('takes keys one after the other, and nothing else for them', () => {
    const { press } = render();
    press('g');
    press('/');
    expect(search).not.toHaveBeenCalled();
    press('n');
    expect(create).not.toHaveBeenCalled();
    press('g');
    press('Shift');
    press('n');
    expect(create).toHaveBeenCalledTimes(1);
  });

  it('forgets a first key after a while', () => {
    const { press } = render();
    const { timeStamp } = press('g');
    const event = new KeyboardEvent('keydown', { key: 'n', bubbles: true });
    Object.defineProperty(event, 'timeStamp', { value: timeStamp + 1_501 });
    document.body.dispatchEvent(event);
    expect(create).not.toHaveBeenCalled();
  });

  it.each(['.text', '.code', '.choice'])('leaves letters to %s, but not Ctrl+S', (selector) => {
    const { press } = render();
    expect(press('/', {}, selector).defaultPrevented).toBe(false);
    expect(search).not.toHaveBeenCalled();
    expect(press('s', { ctrlKey: true }, selector).defaultPrevented).toBe(true);
    expect(save).toHaveBeenCalledTimes(1);
  });

  it('works while a checkbox is focused', () => {
    render().press('/', {}, '.tick');
    expect(search).toHaveBeenCalledTimes(1);
  });

  it('does nothing behind a dialog, and saves no web page either', () => {
    const { press } = render();
    const overlay = document.createElement('div');
    overlay.className = 'cdk-overlay-container';
    overlay.innerHTML = '<div role="dialog"></div>';
    document.body.append(overlay);
    press('/');
    expect(press('s', { ctrlKey: true }).defaultPrevented).toBe(true);
    overlay.remove();
    expect(search).not.toHaveBeenCalled();
    expect(save).not.toHaveBeenCalled();
  });

  it('does not do again what a held key repeats', () => {
    render().press('/', { repeat: true });
    expect(search).not.toHaveBeenCalled();
  });

  it('turns single keys off for good, but not those with Ctrl', () => {
    const { press, shortcuts } = render();
    shortcuts.useSingleKeys(false);
    press('/');
    press('s', { ctrlKey: true });
    expect(search).not.toHaveBeenCalled();
    expect(save).toHaveBeenCalledTimes(1);
    TestBed.resetTestingModule();
    expect(TestBed.inject(Shortcuts).hasSingleKeys()).toBe(false);
  });

  it('knows what can be done now, and forgets a page that is gone', () => {
    const { fixture, press, shortcuts } = render();
    expect(shortcuts.of('page').map(({ keys }) => keys)).toEqual(['/', 'g n', 'mod+s']);
    press('x');
    expect(save).not.toHaveBeenCalled();
    fixture.destroy();
    press('/');
    expect(search).not.toHaveBeenCalled();
    expect(shortcuts.of('page')).toEqual([]);
  });
});
