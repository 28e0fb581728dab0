import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { executionsTranslations } from '../executions/executions.i18n';
import { keepUnsavedChanges } from '../scripts/script-editor/keep-unsaved-changes';
import { scriptsTranslations } from '../scripts/scripts.i18n';
import { schedulesTranslations } from './schedules.i18n';

export const routes: Routes = [
  {
    path: '',
    // The form for parameters belongs to the executions, the bars of runs to the scripts; they speak with their texts.
    providers: [
      provideTranslocoScope(schedulesTranslations, executionsTranslations, scriptsTranslations),
    ],
    children: [
      {
        path: '',
        title: 'schedules.title',
        loadComponent: () => import('./schedule-list/schedule-list').then((m) => m.ScheduleList),
      },
      {
        path: 'new',
        title: 'schedules.edit.newTitle',
        canDeactivate: [keepUnsavedChanges],
        loadComponent: () => import('./schedule-edit/schedule-edit').then((m) => m.ScheduleEdit),
      },
      {
        path: ':id',
        title: 'schedules.edit.title',
        canDeactivate: [keepUnsavedChanges],
        loadComponent: () => import('./schedule-edit/schedule-edit').then((m) => m.ScheduleEdit),
      },
    ],
  },
];
