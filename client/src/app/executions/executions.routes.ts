import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
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
    ],
  },
];
