import { ariaOf, capsOf, isApple, nameOf } from './key-names';

const press = (key: string, held: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, ...held });

describe('nameOf', () => {
  it('names letters and signs as the layout brings them', () => {
    expect(nameOf(press('n'), false)).toBe('n');
    expect(nameOf(press('?', { shiftKey: true }), false)).toBe('?');
    // caps lock is on, no key is held
    expect(nameOf(press('N'), false)).toBe('n');
  });

  it('takes Ctrl, and on a Mac ⌘, for the same thing', () => {
    expect(nameOf(press('s', { ctrlKey: true }), false)).toBe('mod+s');
    expect(nameOf(press('Enter', { metaKey: true }), true)).toBe('mod+enter');
  });

  it('leaves alone what means something else', () => {
    expect(nameOf(press('s', { ctrlKey: true }), true)).toBeNull();
    expect(nameOf(press('s', { metaKey: true }), false)).toBeNull();
    expect(nameOf(press('s', { altKey: true }), false)).toBeNull();
    expect(nameOf(press('S', { ctrlKey: true, shiftKey: true }), false)).toBeNull();
    expect(nameOf(press('N', { shiftKey: true }), false)).toBeNull();
    expect(nameOf(press('Shift', { shiftKey: true }), false)).toBeNull();
    expect(nameOf(press('n', { isComposing: true }), false)).toBeNull();
  });
});

describe('capsOf and ariaOf', () => {
  it('tell keys as they are printed', () => {
    expect(capsOf('g s', false)).toEqual([['G'], ['S']]);
    expect(capsOf('mod+enter', false)).toEqual([['Ctrl', 'Enter']]);
    expect(capsOf('mod+s', true)).toEqual([['⌘', 'S']]);
  });

  it('tell assistive technology what it can be told', () => {
    expect(ariaOf('mod+enter', false)).toBe('Control+Enter');
    expect(ariaOf('mod+s', true)).toBe('Meta+S');
    expect(ariaOf('?', false)).toBe('?');
    expect(ariaOf('g s', false)).toBeNull();
  });
});

describe('isApple', () => {
  it.each([
    ['MacIntel', true],
    ['iPhone', true],
    ['Linux x86_64', false],
    ['Win32', false],
  ])('knows %s', (platform, expected) => expect(isApple({ platform })).toBe(expected));

  it('takes no browser for another system', () => expect(isApple(undefined)).toBe(false));
});
