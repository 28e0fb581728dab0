import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import type { Trail } from '../shared/breadcrumbs/trail';
import { scriptsTranslations } from './scripts.i18n';
import { keepUnsavedChanges } from './script-editor/keep-unsaved-changes';

const scriptTrail: Trail = ({ params, subject }) => ({
  above: [{ key: 'nav.scripts', link: '/scripts' }],
  here: [
    params['id'] === 'new' ? { key: 'scripts.editor.newTitle' } : { text: subject },
    { key: `scripts.editor.${params['tab']}` },
  ],
});

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
        data: { trail: scriptTrail },
        canDeactivate: [keepUnsavedChanges],
        loadComponent: () => import('./script-editor/script-editor').then((m) => m.ScriptEditor),
      },
    ],
  },
];
