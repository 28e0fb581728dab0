import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { executionsTranslations } from '../executions/executions.i18n';
import { keepUnsavedChanges } from '../scripts/script-editor/keep-unsaved-changes';
import { scriptsTranslations } from '../scripts/scripts.i18n';
import type { Trail } from '../shared/breadcrumbs/trail';
import { schedulesTranslations } from './schedules.i18n';

const scheduleTrail: Trail = ({ params, subject }) => ({
  above: [{ key: 'nav.schedules', link: '/schedules' }],
  here: [params['id'] ? { text: subject } : { key: 'schedules.edit.newTitle' }],
});

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
        data: { trail: scheduleTrail },
        canDeactivate: [keepUnsavedChanges],
        loadComponent: () => import('./schedule-edit/schedule-edit').then((m) => m.ScheduleEdit),
      },
      {
        path: ':id',
        title: 'schedules.edit.title',
        data: { trail: scheduleTrail },
        canDeactivate: [keepUnsavedChanges],
        loadComponent: () => import('./schedule-edit/schedule-edit').then((m) => m.ScheduleEdit),
      },
    ],
  },
];
