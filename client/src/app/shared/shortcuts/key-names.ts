/*
 * How shortcuts are written: `n` for a key, `g s` for keys one after the other, `mod+s` for a key that is held with Ctrl,
 * or with ⌘ on a Mac. Signs are named as the keyboard's layout brings them (`?`), other keys as the DOM does, in lower case.
 */

const MODIFIERS = new Set(['Alt', 'AltGraph', 'CapsLock', 'Control', 'Meta', 'Shift']);
const CAPS: Record<string, string | undefined> = { enter: 'Enter', escape: 'Esc' };

/** Whether ⌘ is the key that other systems call Ctrl. */
export function isApple(navigator: Pick<Navigator, 'platform'> | undefined): boolean {
  return /^(Mac|iPhone|iPad)/.test(navigator?.platform ?? '');
}

/** The name of what was pressed; null for what no shortcut can be. */
export function nameOf(event: KeyboardEvent, onApple: boolean): string | null {
  if (event.isComposing || event.altKey || MODIFIERS.has(event.key)) return null;
  const key = event.key.toLowerCase();
  if (onApple ? event.metaKey : event.ctrlKey) return event.shiftKey ? null : `mod+${key}`;
  if (event.ctrlKey || event.metaKey) return null;
  // a sign may need Shift, a letter is another one with it
  return event.shiftKey && /^\p{L}$/u.test(event.key) ? null : key;
}

/** What is printed on the keys, those held together in one list: `g s` is `[['G'], ['S']]`. */
export function capsOf(keys: string, onApple: boolean): string[][] {
  return keys.split(' ').map((step) =>
    step.split('+').map((part) => {
      if (part === 'mod') return onApple ? '⌘' : 'Ctrl';
      return CAPS[part] ?? part.toUpperCase();
    }),
  );
}

/** As `aria-keyshortcuts` wants it (WAI-ARIA 1.2); null for keys one after the other, which it cannot say. */
export function ariaOf(keys: string, onApple: boolean): string | null {
  if (keys.includes(' ')) return null;
  const [caps = []] = capsOf(keys, onApple);
  return caps.map((cap) => ({ Ctrl: 'Control', '⌘': 'Meta' })[cap] ?? cap).join('+');
}
