import type { ProviderScope } from '@jsverse/transloco';

/** The texts of this room; keys start with `schedules.`. */
export const schedulesTranslations: ProviderScope = {
  scope: 'schedules',
  loader: {
    en: () => import('./i18n/en').then((m) => m.default),
    zh: () => import('./i18n/zh').then((m) => m.default),
  },
};
