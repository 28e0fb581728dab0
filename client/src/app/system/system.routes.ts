import type { Routes } from '@angular/router';

export const routes: Routes = [
  {
    path: '',
    title: 'nav.system',
    loadComponent: () => import('./system-page/system-page').then((m) => m.SystemPage),
  },
];
