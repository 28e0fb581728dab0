import { signal } from '@angular/core';
import { parseLines, typedText } from './typed-text';

describe('typedText', () => {
  it('keeps what is typed while it means the value, and follows a value set from outside', () => {
    const value = signal<string[]>(['a', 'b']);
    const text = typedText({ value, parse: parseLines, format: (lines) => lines.join('\n') });
    expect(text()).toBe('a\nb');

    text.set('a\nb\n\nc');
    value.set(parseLines(text()));
    expect(text()).toBe('a\nb\n\nc');

    value.set(['z']);
    expect(text()).toBe('z');
  });
});
