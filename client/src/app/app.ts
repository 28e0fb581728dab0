import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatIcon } from '@angular/material/icon';
import {
  type IsActiveMatchOptions,
  NavigationEnd,
  Router,
  RouterLink,
  RouterLinkActive,
  RouterOutlet,
} from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { filter, map } from 'rxjs';
import { BarButtons } from './bar/bar-buttons';
import type { PaletteHelp } from './palette/palette';
import { Attention } from './shared/attention';
import { Breadcrumbs } from './shared/breadcrumbs/breadcrumbs';
import { FirstStepsState } from './shared/first-steps-state';
import { linkDialog } from './shared/linked-dialog/linked-dialog';
import { Notifier } from './shared/notifier';
import { offerShortcuts } from './shared/shortcuts/shortcuts';

/** The frame around every page: bar, navigation and the page itself. */
@Component({
  selector: 'app-root',
  imports: [
    BarButtons,
    Breadcrumbs,
    MatIcon,
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
  private readonly router = inject(Router);
  protected readonly attention = inject(Attention);
  protected readonly rooms = [
    { path: '/', icon: 'dashboard', label: 'nav.dashboard' },
    { path: '/scripts', icon: 'description', label: 'nav.scripts' },
    { path: '/executions', icon: 'play_circle', label: 'nav.executions' },
    { path: '/schedules', icon: 'event_repeat', label: 'nav.schedules' },
    { path: '/system', icon: 'dns', label: 'nav.system' },
  ];

  /** The overview has no pages below it, but a choice in its address. */
  protected readonly isRoot: IsActiveMatchOptions = {
    paths: 'exact',
    queryParams: 'ignored',
    fragment: 'ignored',
    matrixParams: 'ignored',
  };
  protected readonly isBelow = { exact: false };
  /** Whether the first page is there. */
  protected readonly hasArrived = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => true),
    ),
    { initialValue: false },
  );

  protected readonly openShortcutSheet = linkDialog<boolean, never>({
    name: 'keys',
    component: () => import('./shared/shortcuts/shortcut-sheet').then((file) => file.ShortcutSheet),
    subject: () => true,
    config: { width: '560px', maxWidth: '94vw' },
    isNeededAlways: true,
  });
  protected readonly openPalette = linkDialog<PaletteHelp, () => unknown>({
    name: 'palette',
    component: () => import('./palette/palette').then((file) => file.Palette),
    subject: () => ({ openShortcutSheet: () => this.openShortcutSheet() }),
    config: {
      width: '600px',
      maxWidth: '94vw',
      position: { top: '10vh' },
      ariaLabelledBy: 'palette-title',
    },
    isNeededAlways: true,
    closed: (choose) => choose(),
  });

  constructor() {
    const goTo = (path: string) => () => this.router.navigateByUrl(path);
    offerShortcuts(
      [
        { keys: 'mod+k', label: 'palette.title', run: () => this.openPalette() },
        { keys: 'g o', label: 'shortcuts.toDashboard', run: goTo('/') },
        { keys: 'g s', label: 'shortcuts.toScripts', run: goTo('/scripts') },
        { keys: 'g r', label: 'shortcuts.toExecutions', run: goTo('/executions') },
        { keys: 'g c', label: 'shortcuts.toSchedules', run: goTo('/schedules') },
        { keys: 'g y', label: 'shortcuts.toSystem', run: goTo('/system') },
        { keys: '?', label: 'shortcuts.help', run: () => this.openShortcutSheet() },
      ],
      'everywhere',
    );
    // what it needs is loaded before it has to say that the server is away
    inject(Notifier);
    // it notices that a run is watched from the first page on
    inject(FirstStepsState);
  }

  /** What of a room waits for somebody: a number for its mark and the words for it; null for nothing. */
  protected markOf(path: string): { count: number; key: string } | null {
    const { failed, waiting, disabledSchedules } = this.attention;
    if (path === '/' && waiting() > 0) return { count: waiting(), key: 'nav.waitingRuns' };
    if (path === '/executions' && failed() > 0) return { count: failed(), key: 'nav.newFailures' };
    if (path === '/schedules' && disabledSchedules() > 0) {
      return { count: disabledSchedules(), key: 'nav.disabledSchedules' };
    }
    return null;
  }

  /** A plain `#main` link would resolve against `<base href>` and leave the page. */
  protected skipToContent(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }
}
