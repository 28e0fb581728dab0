import { DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { type ProviderScope, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Preferences } from './preferences';

/** The languages of the console, each under its own name. */
export const LANGUAGES = [
  { id: 'en', name: 'English' },
  { id: 'zh', name: '简体中文' },
] as const;

export type Language = (typeof LANGUAGES)[number]['id'];

/** Which language the console speaks: the one chosen last, else the browser's, else English. */
@Injectable({ providedIn: 'root' })
export class LanguageService {
  private readonly transloco = inject(TranslocoService);
  private readonly preferences = inject(Preferences);
  private readonly document = inject(DOCUMENT);
  private readonly active = signal<Language>(this.remembered() ?? this.browserLanguage());

  readonly current = this.active.asReadonly();

  /** Loads the first language; the console is drawn once this resolves. */
  async start(): Promise<void> {
    await this.speak(this.current());
  }

  /** Switches at once and remembers the choice. */
  async use(language: Language): Promise<void> {
    this.preferences.write('language', language);
    await this.speak(language);
  }

  /** Loads the texts of a room ahead of its page. */
  async loadTexts({ scope, loader }: ProviderScope): Promise<void> {
    const load = loader?.[this.current()];
    if (!load) return;
    const path = `${scope}/${this.current()}`;
    await firstValueFrom(this.transloco.load(path, { inlineLoader: { [path]: load } }));
  }

  private async speak(language: Language): Promise<void> {
    await firstValueFrom(this.transloco.load(language));
    this.transloco.setActiveLang(language);
    this.active.set(language);
    this.document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }

  private remembered(): Language | undefined {
    const kept = this.preferences.read('language');
    return LANGUAGES.find((language) => language.id === kept)?.id;
  }

  private browserLanguage(): Language {
    const wanted = this.document.defaultView?.navigator.languages ?? [];
    for (const tag of wanted) {
      const known = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language.id));
      if (known) return known.id;
    }
    return 'en';
  }
}
