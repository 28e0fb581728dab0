import type { ProviderScope } from '@jsverse/transloco';

/** The texts about installed dependencies; keys start with `environments.`. */
export const environmentsTranslations: ProviderScope = {
  scope: 'environments',
  loader: {
    en: () => import('./i18n/en').then((m) => m.default),
    zh: () => import('./i18n/zh').then((m) => m.default),
  },
};
