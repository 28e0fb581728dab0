import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { scriptsTranslations } from '../scripts/scripts.i18n';
import type { Trail } from '../shared/breadcrumbs/trail';
import { executionsTranslations } from './executions.i18n';

const runTrail: Trail = ({ params }) => ({
  above: [{ key: 'nav.executions', link: '/executions' }],
  here: [{ text: `#${params['id']}` }],
});

const comparisonTrail: Trail = ({ params }) => ({
  above: [
    { key: 'nav.executions', link: '/executions' },
    { text: `#${params['id']}`, link: `/executions/${params['id']}` },
  ],
  here: [{ key: 'executions.comparison.title' }],
});

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
        data: { trail: runTrail },
        loadComponent: () => import('./execution-page/execution-page').then((m) => m.ExecutionPage),
      },
      {
        path: ':id/compare',
        title: 'executions.comparison.title',
        data: { trail: comparisonTrail },
        // The two versions beside each other belong to the scripts and speak with their texts.
        providers: [provideTranslocoScope(executionsTranslations, scriptsTranslations)],
        loadComponent: () => import('./run-comparison/run-comparison').then((m) => m.RunComparison),
      },
    ],
  },
];
