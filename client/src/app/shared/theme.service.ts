import { computed, DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';
import { Preferences } from './preferences';

/** What a person may choose; `system` follows the operating system, also when it changes. */
export const THEMES = [
  { id: 'system', icon: 'brightness_auto' },
  { id: 'light', icon: 'light_mode' },
  { id: 'dark', icon: 'dark_mode' },
] as const;

export type Theme = (typeof THEMES)[number]['id'];

/** Light or dark: remembered in this browser and set as a class on `<html>`. */
@Injectable({ providedIn: 'root' })
export class ThemeService {
  private readonly preferences = inject(Preferences);
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<Theme>(this.remembered());
  private readonly isSystemDark = signal(false);

  readonly choice = this.chosen.asReadonly();
  /** Whether the console is dark right now, whoever decided so. */
  readonly isDark = computed(() =>
    this.chosen() === 'system' ? this.isSystemDark() : this.chosen() === 'dark',
  );

  constructor() {
    const query = this.document.defaultView?.matchMedia?.('(prefers-color-scheme: dark)');
    if (query) {
      this.isSystemDark.set(query.matches);
      query.addEventListener('change', (change) => this.isSystemDark.set(change.matches));
    }
    effect(() => {
      const classes = this.document.documentElement.classList;
      classes.toggle('light', this.chosen() === 'light');
      classes.toggle('dark', this.chosen() === 'dark');
    });
  }

  choose(theme: Theme): void {
    this.preferences.write('theme', theme);
    this.chosen.set(theme);
  }

  private remembered(): Theme {
    const kept = this.preferences.read('theme');
    return THEMES.find((theme) => theme.id === kept)?.id ?? 'system';
  }
}
