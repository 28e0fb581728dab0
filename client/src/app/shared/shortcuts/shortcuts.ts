import { computed, DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { Preferences } from '../preferences';
import { isApple, nameOf } from './key-names';

/** The second key of `g s` comes this soon, or not at all. */
const SEQUENCE_MS = 1_500;

/** Where letters are text, or choose among options. */
const TAKES_LETTERS = [
  'input:not([type=button], [type=checkbox], [type=file], [type=radio], [type=submit])',
  'textarea',
  'select',
  '[contenteditable]:not([contenteditable=false])',
  '[role=combobox]',
  '[role=listbox]',
  '[role=textbox]',
  '.monaco-editor',
].join();

/** What keeps the page behind it from being used. */
const COVERS_PAGE =
  '.cdk-overlay-container :is([role=dialog], [role=alertdialog], [role=menu], [role=listbox])';

/** Something that is done by keys. */
export interface Shortcut {
  /** As in `key-names.ts`: `n`, `g s`, `mod+s`. */
  readonly keys: string;
  /** Translation key of what it does. */
  readonly label: string;
  readonly run: (event: KeyboardEvent) => unknown;
  /** Whether there is something to do now; always when missing. */
  readonly isOffered?: () => boolean;
}

/** Whether a shortcut belongs to the frame or to what is shown in it. */
export type ShortcutPlace = 'everywhere' | 'page';

interface Offer {
  readonly place: ShortcutPlace;
  readonly shortcuts: readonly Shortcut[];
}

/**
 * Listens to the keyboard for all pages. Single keys and sequences do nothing while somebody types, while a dialog or menu is
 * open, and when they are turned off (WCAG 2.1.4); keys held with Ctrl or ⌘ work in fields and in the code, too.
 */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly document = inject(DOCUMENT);
  private readonly preferences = inject(Preferences);
  private readonly offers = signal<readonly Offer[]>([]);
  private readonly singleKeys = signal(this.preferences.read('singleKeys') !== 'off');
  private readonly offered = computed(() =>
    this.offers().map(({ place, shortcuts }) => ({
      place,
      shortcuts: shortcuts.filter(({ isOffered }) => isOffered?.() ?? true),
    })),
  );
  /** The keys of a sequence so far, and when the last of them came. */
  private begun = { keys: '', at: 0 };

  readonly onApple = isApple(this.document.defaultView?.navigator);
  readonly hasSingleKeys = this.singleKeys.asReadonly();

  constructor() {
    const listen = (event: KeyboardEvent) => this.take(event);
    // before Monaco, which has an own use for Ctrl+Enter
    this.document.addEventListener('keydown', listen, { capture: true });
    inject(DestroyRef).onDestroy(() =>
      this.document.removeEventListener('keydown', listen, { capture: true }),
    );
  }

  /** What can be done now, in the order in which it was offered. */
  of(place: ShortcutPlace): Shortcut[] {
    return this.offered().flatMap((offer) => (offer.place === place ? offer.shortcuts : []));
  }

  /** @returns what takes the offer back */
  offer(place: ShortcutPlace, shortcuts: readonly Shortcut[]): () => void {
    const offer = { place, shortcuts };
    this.offers.update((offers) => [...offers, offer]);
    return () => this.offers.update((offers) => offers.filter((other) => other !== offer));
  }

  /** Whether these keys do something, now that single ones may be turned off. */
  isOn(keys: string): boolean {
    return this.singleKeys() || keys.startsWith('mod+');
  }

  /** Turns single keys and sequences on or off, in this browser for good. */
  useSingleKeys(isOn: boolean): void {
    this.preferences.write('singleKeys', isOn ? 'on' : 'off');
    this.singleKeys.set(isOn);
  }

  private take(event: KeyboardEvent): void {
    const key = nameOf(event, this.onApple);
    if (key === null || event.defaultPrevented) return;
    if (key.startsWith('mod+')) this.takeHeld(event, key);
    else this.takeSingle(event, key);
  }

  private takeHeld(event: KeyboardEvent, key: string): void {
    const shortcut = this.find(key);
    if (!shortcut) return;
    // in a dialog, too: "save this page" is never what Ctrl+S is meant for
    event.preventDefault();
    if (this.isCovered()) return;
    event.stopPropagation();
    shortcut.run(event);
  }

  private takeSingle(event: KeyboardEvent, key: string): void {
    const { keys, at } = this.begun;
    this.begun = { keys: '', at: 0 };
    if (!this.singleKeys() || event.repeat || takesLetters(event.target) || this.isCovered()) {
      return;
    }
    const isGoingOn = keys !== '' && event.timeStamp - at <= SEQUENCE_MS;
    const pressed = isGoingOn ? `${keys} ${key}` : key;
    const shortcut = this.find(pressed);
    if (shortcut) {
      event.preventDefault();
      shortcut.run(event);
    } else if (this.all().some((other) => other.keys.startsWith(`${pressed} `))) {
      this.begun = { keys: pressed, at: event.timeStamp };
    }
  }

  /** What was offered last comes first: a page may use a key of the frame for itself. */
  private find(keys: string): Shortcut | undefined {
    return this.all()
      .filter((shortcut) => shortcut.keys === keys)
      .at(-1);
  }

  private all(): Shortcut[] {
    return this.offered().flatMap(({ shortcuts }) => shortcuts);
  }

  private isCovered(): boolean {
    return this.document.querySelector(COVERS_PAGE) !== null;
  }
}

/** Offers shortcuts for as long as the component or service lives in whose constructor it is called. */
export function offerShortcuts(
  shortcuts: readonly Shortcut[],
  place: ShortcutPlace = 'page',
): void {
  inject(DestroyRef).onDestroy(inject(Shortcuts).offer(place, shortcuts));
}

function takesLetters(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TAKES_LETTERS) !== null;
}
