import type { ProviderScope } from '@jsverse/transloco';

/** The texts of this room; keys start with `dashboard.`. */
export const dashboardTranslations: ProviderScope = {
  scope: 'dashboard',
  loader: {
    en: () => import('./i18n/en').then((m) => m.default),
    zh: () => import('./i18n/zh').then((m) => m.default),
  },
};
