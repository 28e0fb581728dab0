import { linkedSignal, type WritableSignal } from '@angular/core';

/** How a value and the text of its field become each other. */
export interface TypedField<T> {
  value: () => T;
  parse: (text: string) => T;
  format: (value: T) => string;
}

/**
 * The text of a field whose value is parsed while it is typed. The text stays as typed while it means the value, so that
 * `1.`, a trailing comma or a blank line do not vanish under the cursor; a value set from outside replaces it.
 */
export function typedText<T>({ value, parse, format }: TypedField<T>): WritableSignal<string> {
  return linkedSignal<T, string>({
    source: value,
    computation: (current, previous) => {
      const text = format(current);
      return previous && format(parse(previous.value)) === text ? previous.value : text;
    },
  });
}

/** Lines without the blank ones. */
export function parseLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
