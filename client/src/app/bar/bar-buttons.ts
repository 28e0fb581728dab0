import { NgComponentOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  ErrorHandler,
  inject,
  input,
  signal,
  type Type,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { MissingParts } from '../shared/missing-parts';
import { preloadPart } from '../shared/preload-part';
import { ThemeService } from '../shared/theme.service';
import type { BarActions, BarMenu } from './bar-actions';

/**
 * The buttons of the bar. Their hints and menus are a fifth of what a first load would be: the buttons are plain until the
 * page is there, and what is pressed meanwhile is done all the same.
 */
@Component({
  selector: 'app-bar-buttons',
  imports: [MatIcon, MatIconButton, NgComponentOutlet, TranslocoDirective],
  templateUrl: './bar-buttons.html',
  styles: ':host { display: contents }',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BarButtons {
  private readonly errors = inject(ErrorHandler);
  private readonly missingParts = inject(MissingParts);
  private readonly router = inject(Router);
  private readonly theme = inject(ThemeService);

  readonly openPalette = input.required<() => unknown>();
  readonly openShortcutSheet = input.required<() => unknown>();

  protected readonly buttons = computed(() => [
    { icon: 'search', label: 'palette.title', run: () => this.openPalette()() },
    {
      icon: 'keyboard',
      label: 'shortcuts.title',
      run: () => this.openShortcutSheet()(),
      isForKeyboards: true,
    },
    { icon: 'translate', label: 'nav.language', run: () => this.openMenu('language') },
    {
      icon: this.theme.isDark() ? 'dark_mode' : 'light_mode',
      label: 'nav.theme',
      run: () => this.openMenu('theme'),
    },
  ]);

  protected readonly isFocused = signal(false);
  /** The menu whose button was pressed while it was plain. */
  private readonly askedMenu = signal<BarMenu | null>(null);
  private readonly actions = signal<Type<BarActions> | null>(null);
  /** They take the place of the plain buttons, but not while somebody is at one. */
  protected readonly shownActions = computed(() =>
    this.askedMenu() || !this.isFocused() ? this.actions() : null,
  );
  protected readonly actionInputs = computed(() => ({
    askedMenu: this.askedMenu(),
    openPalette: this.openPalette(),
    openShortcutSheet: this.openShortcutSheet(),
  }));

  constructor() {
    preloadPart(() => this.load());
  }

  private async load(): Promise<void> {
    this.actions.set((await import('./bar-actions')).BarActions);
  }

  private async openMenu(menu: BarMenu): Promise<void> {
    this.askedMenu.set(menu);
    await this.load().catch((error: unknown) => {
      this.askedMenu.set(null);
      this.errors.handleError(error);
      return this.missingParts.explain(error, this.router.url);
    });
  }
}
