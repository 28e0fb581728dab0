/*
 * How the console is translated.
 *
 * - `i18n/en.ts` and `i18n/zh.ts` hold the frame and what several rooms say (buttons, statuses).
 * - Each room has its own `<room>/i18n/en.ts` and `zh.ts` (`export default { ... }`; zh is typed `typeof en`, so a missing
 *   key does not compile) and a scope in `<room>/<room>.i18n.ts`:
 *     export const executionsTranslations: ProviderScope = {
 *       scope: 'executions',
 *       loader: {
 *         en: () => import('./i18n/en').then((m) => m.default),
 *         zh: () => import('./i18n/zh').then((m) => m.default),
 *       },
 *     };
 *   given to `provideTranslocoScope(executionsTranslations)` in the `providers` of the room's route (or of a component that
 *   is shown outside its room). It is loaded with the room and switched with the language.
 * - Keys always start with the room: `t('executions.empty.title')`; keys without a room are the common ones: `t('action.save')`.
 * - Route titles are keys too: `title: 'executions.title'`.
 * - `errors.<CODE>` says what the server has refused: `errors.zh.ts` has every sentence of it (a missing one does not
 *   compile), `errors.en.ts` those that the console says in words of its own. `cause.<code>` says why something did not
 *   work that the server tells later (`causes.en.ts`, `causes.zh.ts`).
 */
import { Injectable } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';

const COMMON: Record<string, () => Promise<Translation>> = {
  en: () => import('./en').then((m) => m.default),
  zh: () => import('./zh').then((m) => m.default),
};

/** Loads the common texts of one language; a room's own come with its scope. */
@Injectable({ providedIn: 'root' })
export class TranslationLoader implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    const load = COMMON[language];
    if (!load) throw new Error(`There is no translation for ${language}.`);
    return load();
  }
}
