import type { ProviderScope } from '@jsverse/transloco';

/** The texts about disk usage; keys start with `usage.`. */
export const usageTranslations: ProviderScope = {
  scope: 'usage',
  loader: {
    en: () => import('./i18n/en').then((m) => m.default),
    zh: () => import('./i18n/zh').then((m) => m.default),
  },
};
