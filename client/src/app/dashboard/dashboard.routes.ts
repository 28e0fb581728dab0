import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { provideTranslocoScope } from '@jsverse/transloco';
import { LanguageService } from '../shared/language.service';
import { Dashboard } from './dashboard';
import { dashboardTranslations } from './dashboard.i18n';

export const routes: Routes = [
  {
    path: '',
    title: 'dashboard.title',
    providers: [provideTranslocoScope(dashboardTranslations)],
    resolve: { texts: () => inject(LanguageService).loadTexts(dashboardTranslations) },
    component: Dashboard,
  },
];
