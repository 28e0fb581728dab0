import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { LANGUAGES, LanguageService } from './shared/language.service';
import { THEMES, ThemeService } from './shared/theme.service';

/** The frame around every page: bar, navigation and the page itself. */
@Component({
  selector: 'app-root',
  imports: [
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    MatTooltip,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    TranslocoDirective,
  ],
  templateUrl: './app.html',
  styleUrl: './app.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App {
  protected readonly language = inject(LanguageService);
  protected readonly theme = inject(ThemeService);
  protected readonly languages = LANGUAGES;
  protected readonly themes = THEMES;
  protected readonly rooms = [
    { path: '/scripts', icon: 'description', label: 'nav.scripts' },
    { path: '/executions', icon: 'play_circle', label: 'nav.executions' },
    { path: '/schedules', icon: 'event_repeat', label: 'nav.schedules' },
    { path: '/system', icon: 'dns', label: 'nav.system' },
  ];

  /** A plain `#main` link would resolve against `<base href>` and leave the page. */
  protected skipToContent(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }
}
