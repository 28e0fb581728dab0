import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { scriptsTranslations } from './scripts.i18n';

export const routes: Routes = [
  {
    path: '',
    providers: [provideTranslocoScope(scriptsTranslations)],
    children: [
      {
        path: '',
        title: 'scripts.title',
        loadComponent: () => import('./script-list/script-list').then((m) => m.ScriptList),
      },
    ],
  },
];
