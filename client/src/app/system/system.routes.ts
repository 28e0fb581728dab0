import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { systemTranslations } from './system.i18n';

export const routes: Routes = [
  {
    path: '',
    title: 'system.title',
    providers: [provideTranslocoScope(systemTranslations)],
    loadComponent: () => import('./system-page/system-page').then((m) => m.SystemPage),
  },
];
