import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { executionsTranslations } from '../executions/executions.i18n';
import { schedulesTranslations } from './schedules.i18n';

export const routes: Routes = [
  {
    path: '',
    // The form for parameters belongs to the executions and speaks with their texts.
    providers: [provideTranslocoScope(schedulesTranslations, executionsTranslations)],
    children: [
      {
        path: '',
        title: 'schedules.title',
        loadComponent: () => import('./schedule-list/schedule-list').then((m) => m.ScheduleList),
      },
      {
        path: 'new',
        title: 'schedules.edit.newTitle',
        loadComponent: () => import('./schedule-edit/schedule-edit').then((m) => m.ScheduleEdit),
      },
      {
        path: ':id',
        title: 'schedules.edit.title',
        loadComponent: () => import('./schedule-edit/schedule-edit').then((m) => m.ScheduleEdit),
      },
    ],
  },
];
