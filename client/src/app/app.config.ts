import { provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import {
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  provideEnvironmentInitializer,
  provideZonelessChangeDetection,
  type ApplicationConfig,
} from '@angular/core';
import { MatIconRegistry } from '@angular/material/icon';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withEnabledBlockingInitialNavigation,
  withNavigationErrorHandler,
  withRouterConfig,
} from '@angular/router';
import { provideTransloco, provideTranslocoTranspiler } from '@jsverse/transloco';
import { routes } from './app.routes';
import { LanguageService } from './shared/language.service';
import { explainMissingPart, LOADED_ADDRESS } from './shared/missing-parts';
import { noticeAnswers } from './shared/notice-answers';
import { PageTitle } from './shared/page-title';
import { ThemeService } from './shared/theme.service';
import { OnePassTranspiler } from './i18n/one-pass-transpiler';
import { TranslationLoader } from './i18n/translation-loader';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideHttpClient(withFetch(), withInterceptors([noticeAnswers])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      // the first page is fetched together with the language, and drawn together with the frame
      withEnabledBlockingInitialNavigation(),
      withRouterConfig({ paramsInheritanceStrategy: 'always' }),
      withNavigationErrorHandler(explainMissingPart),
    ),
    { provide: TitleStrategy, useExisting: PageTitle },
    provideTransloco({
      config: {
        availableLangs: ['en', 'zh'],
        defaultLang: 'en',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
      },
      loader: TranslationLoader,
    }),
    provideTranslocoTranspiler(OnePassTranspiler),
    provideEnvironmentInitializer(() =>
      inject(MatIconRegistry).setDefaultFontSetClass(
        'material-icons-outlined',
        'mat-ligature-font',
      ),
    ),
    provideAppInitializer(() => {
      inject(ThemeService);
      inject(LOADED_ADDRESS);
      return inject(LanguageService).start();
    }),
  ],
};
