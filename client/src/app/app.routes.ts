import type { Routes } from '@angular/router';
import { routes as dashboardRoutes } from './dashboard/dashboard.routes';
import type { Trail } from './shared/breadcrumbs/trail';

const runTrail: Trail = ({ params, subject }) => ({
  above: [
    { key: 'nav.scripts', link: '/scripts' },
    { text: subject, link: `/scripts/${params['id']}/code` },
  ],
  here: [{ key: 'action.run' }],
});

/** The rooms of the console. Titles are translation keys: see `PageTitle`. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    // The start page is part of the first load: on its own, it would be there three requests later.
    children: dashboardRoutes,
  },
  {
    path: 'scripts/:id/run',
    title: 'action.run',
    data: { trail: runTrail },
    loadComponent: () => import('./executions/run-dialog/run-dialog').then((m) => m.RunDialog),
  },
  {
    path: 'scripts',
    loadChildren: () => import('./scripts/scripts.routes').then((m) => m.routes),
  },
  {
    path: 'executions',
    loadChildren: () => import('./executions/executions.routes').then((m) => m.routes),
  },
  {
    path: 'schedules',
    loadChildren: () => import('./schedules/schedules.routes').then((m) => m.routes),
  },
  {
    path: 'system',
    loadChildren: () => import('./system/system.routes').then((m) => m.routes),
  },
  {
    path: '**',
    title: 'notFound.title',
    loadComponent: () => import('./shared/not-found/not-found').then((m) => m.NotFound),
  },
];
