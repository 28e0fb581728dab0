import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { scriptsTranslations } from '../scripts/scripts.i18n';
import { executionsTranslations } from './executions.i18n';

export const routes: Routes = [
  {
    path: '',
    providers: [provideTranslocoScope(executionsTranslations)],
    children: [
      {
        path: '',
        title: 'executions.title',
        loadComponent: () => import('./execution-list/execution-list').then((m) => m.ExecutionList),
      },
      {
        path: ':id',
        title: 'executions.page.title',
        loadComponent: () => import('./execution-page/execution-page').then((m) => m.ExecutionPage),
      },
      {
        path: ':id/compare',
        title: 'executions.comparison.title',
        // The two versions beside each other belong to the scripts and speak with their texts.
        providers: [provideTranslocoScope(executionsTranslations, scriptsTranslations)],
        loadComponent: () => import('./run-comparison/run-comparison').then((m) => m.RunComparison),
      },
    ],
  },
];
