import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import { LANGUAGES, LanguageService } from '../shared/language.service';
import { Shortcuts } from '../shared/shortcuts/shortcuts';
import { THEMES, ThemeService } from '../shared/theme.service';

/** A menu of the bar. */
export type BarMenu = 'language' | 'theme';

/** The buttons of the bar with their hints and menus, which are not part of the first load. */
@Component({
  selector: 'app-bar-actions',
  imports: [
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MatTooltip,
    TranslocoDirective,
  ],
  templateUrl: './bar-actions.html',
  styles: ':host { display: contents }',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BarActions {
  protected readonly language = inject(LanguageService);
  protected readonly shortcuts = inject(Shortcuts);
  protected readonly theme = inject(ThemeService);
  protected readonly languages = LANGUAGES;
  protected readonly themes = THEMES;

  /** The menu that was asked for before this was there: it opens by itself. */
  readonly askedMenu = input<BarMenu | null>(null);
  readonly openPalette = input.required<() => unknown>();
  readonly openShortcutSheet = input.required<() => unknown>();

  /** A hint would lie over the menu that has just opened. */
  protected readonly isMenuOpen = signal(false);
  private readonly languageTrigger = viewChild('languageTrigger', { read: MatMenuTrigger });
  private readonly themeTrigger = viewChild('themeTrigger', { read: MatMenuTrigger });

  constructor() {
    afterNextRender(() => {
      const triggers = { language: this.languageTrigger(), theme: this.themeTrigger() };
      const menu = this.askedMenu();
      if (menu) triggers[menu]?.openMenu();
    });
  }
}
