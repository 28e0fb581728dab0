import type { Routes } from '@angular/router';

/** The rooms of the console. Titles are translation keys: see `PageTitle`. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    loadChildren: () => import('./dashboard/dashboard.routes').then((m) => m.routes),
  },
  {
    path: 'scripts/:id/run',
    title: 'action.run',
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
