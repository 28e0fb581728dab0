import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  linkedSignal,
  resource,
  signal,
} from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import { ExecutionsApi, ScriptsApi } from '../api';
import { FirstStepsState } from '../shared/first-steps-state';
import { LanguageService } from '../shared/language.service';
import { ThemeService } from '../shared/theme.service';

/** How long typing rests before the server is asked. */
const PAUSE_MS = 150;
const SCRIPT_LIMIT = 8;
const RUN_LIMIT = 6;

/** Something that can be chosen. */
interface Entry {
  readonly icon: string;
  readonly label: string;
  /** What kind of thing it is. */
  readonly kind: string;
  readonly choose: () => unknown;
}

/** What the palette can do only with the help of whoever shows it. */
export interface PaletteHelp {
  readonly openShortcutSheet: () => unknown;
}

/**
 * Goes anywhere by a few letters: pages, actions, scripts and recent runs. Its dialog is closed with what to do once it is
 * gone.
 */
@Component({
  selector: 'app-palette',
  imports: [MatIcon, TranslocoDirective],
  templateUrl: './palette.html',
  styleUrl: './palette.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Palette {
  private readonly dialog = inject<MatDialogRef<Palette, Entry['choose']>>(MatDialogRef);
  private readonly executionsApi = inject(ExecutionsApi);
  private readonly firstSteps = inject(FirstStepsState);
  private readonly help = inject<PaletteHelp>(MAT_DIALOG_DATA);
  private readonly language = inject(LanguageService);
  private readonly router = inject(Router);
  private readonly scriptsApi = inject(ScriptsApi);
  private readonly theme = inject(ThemeService);
  private readonly transloco = inject(TranslocoService);

  protected readonly text = signal('');
  private readonly scripts = resource({
    params: () => this.text().trim(),
    loader: async ({ params: q, abortSignal }) => {
      await rest(abortSignal);
      const query = { per_page: SCRIPT_LIMIT, ...(q && { q }) };
      return (await this.scriptsApi.listScripts(query)).data.items;
    },
  });
  private readonly runs = resource({
    loader: async () =>
      (await this.executionsApi.listExecutions({ per_page: RUN_LIMIT })).data.items,
  });

  protected readonly entries = computed<Entry[]>(() => {
    const wanted = this.text().trim().toLowerCase();
    const fits = ({ label }: Entry) => label.toLowerCase().includes(wanted);
    return [
      ...this.runByNumber(wanted),
      ...this.pages().filter(fits),
      ...this.actions().filter(fits),
      ...this.foundScripts(),
      ...this.recentRuns().filter(fits),
    ];
  });
  /** Back to the first whenever something else is found. */
  protected readonly active = linkedSignal({ source: this.text, computation: () => 0 });

  protected move(event: Event, step: 1 | -1): void {
    event.preventDefault();
    const count = this.entries().length;
    if (count > 0) this.active.update((index) => (index + step + count) % count);
  }

  protected choose(entry: Entry | undefined): void {
    if (entry) this.dialog.close(entry.choose);
  }

  private pages(): Entry[] {
    return [
      this.page('dashboard', '/', 'nav.dashboard'),
      this.page('description', '/scripts', 'nav.scripts'),
      this.page('play_circle', '/executions', 'nav.executions'),
      this.page('event_repeat', '/schedules', 'nav.schedules'),
      this.page('dns', '/system', 'nav.system'),
    ];
  }

  private actions(): Entry[] {
    const kind = this.say('palette.action');
    const isDark = this.theme.isDark();
    return [
      this.action('add', 'palette.newScript', () => this.go('/scripts/new/code')),
      this.action('more_time', 'palette.newSchedule', () => this.go('/schedules/new')),
      this.action('checklist', 'palette.firstSteps', () => {
        this.firstSteps.choose('shown');
        this.go('/');
      }),
      this.action('keyboard', 'shortcuts.title', () => this.help.openShortcutSheet()),
      this.action('contrast', isDark ? 'palette.light' : 'palette.dark', () =>
        this.theme.choose(isDark ? 'light' : 'dark'),
      ),
      {
        icon: 'translate',
        kind,
        // in the language that is offered: who is lost in the other one must be able to read it
        label: this.language.current() === 'en' ? '简体中文' : 'English',
        choose: () => this.language.use(this.language.current() === 'en' ? 'zh' : 'en'),
      },
    ];
  }

  private foundScripts(): Entry[] {
    const found = this.scripts.hasValue() ? this.scripts.value() : [];
    return found.map(({ id, name }) => ({
      icon: 'description',
      label: name,
      kind: this.say('palette.script'),
      choose: () => this.go(`/scripts/${id}/code`),
    }));
  }

  private recentRuns(): Entry[] {
    const found = this.runs.hasValue() ? this.runs.value() : [];
    return found.map(({ id, script_name, status }) => ({
      icon: 'play_circle',
      label: `${script_name} #${id}`,
      kind: this.say(`status.${status}`),
      choose: () => this.go(`/executions/${id}`),
    }));
  }

  /** `#12` or `12` opens that run. */
  private runByNumber(wanted: string): Entry[] {
    const id = /^#?(\d{1,10})$/.exec(wanted)?.[1];
    if (!id) return [];
    const label = this.transloco.translate<string>('palette.run', { id });
    const choose = () => this.go(`/executions/${id}`);
    return [{ icon: 'play_circle', label, kind: this.say('palette.page'), choose }];
  }

  private page(icon: string, path: string, key: string): Entry {
    return {
      icon,
      label: this.say(key),
      kind: this.say('palette.page'),
      choose: () => this.go(path),
    };
  }

  private action(icon: string, key: string, choose: () => unknown): Entry {
    return { icon, label: this.say(key), kind: this.say('palette.action'), choose };
  }

  private say(key: string): string {
    return this.transloco.translate<string>(key);
  }

  private go(path: string): void {
    void this.router.navigateByUrl(path);
  }
}

/** @throws DOMException when something else was typed meanwhile */
async function rest(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  signal.throwIfAborted();
}
