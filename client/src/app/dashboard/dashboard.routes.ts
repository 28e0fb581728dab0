import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { dashboardTranslations } from './dashboard.i18n';

export const routes: Routes = [
  {
    path: '',
    title: 'dashboard.title',
    providers: [provideTranslocoScope(dashboardTranslations)],
    loadComponent: () => import('./dashboard').then((m) => m.Dashboard),
  },
];
