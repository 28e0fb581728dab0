import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { scriptsTranslations } from './scripts.i18n';
import { keepUnsavedChanges } from './script-editor/keep-unsaved-changes';

/** `scripts/new/code` and `scripts/7/code` are one route, so that the first save keeps the editor with its undo history. */
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
      { path: ':id', pathMatch: 'full', redirectTo: ':id/code' },
      {
        path: ':id/:tab',
        title: 'scripts.title',
        canDeactivate: [keepUnsavedChanges],
        loadComponent: () => import('./script-editor/script-editor').then((m) => m.ScriptEditor),
      },
    ],
  },
];
