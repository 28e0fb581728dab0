import { importProvidersFrom, type EnvironmentProviders, type Provider } from '@angular/core';
import { TranslocoTestingModule, type ProviderScope, type Translation } from '@jsverse/transloco';
import { provideTranslocoScope, provideTranslocoTranspiler } from '@jsverse/transloco';
import common from '../../i18n/en';
import { OnePassTranspiler } from '../../i18n/one-pass-transpiler';

/** For tests: the English texts, loaded at once; `room` adds those of one room, e.g. `{ scripts: en }`. */
export function provideTestTranslations(
  room: Record<string, Translation> = {},
): (EnvironmentProviders | Provider)[] {
  const scopes = Object.keys(room).map((scope): ProviderScope => ({ scope }));
  const langs = Object.fromEntries(
    Object.entries(room).map(([scope, texts]) => [`${scope}/en`, texts]),
  );
  return [
    importProvidersFrom(
      TranslocoTestingModule.forRoot({
        langs: { en: common, ...langs },
        translocoConfig: { availableLangs: ['en'], defaultLang: 'en' },
        preloadLangs: true,
      }),
    ),
    provideTranslocoTranspiler(OnePassTranspiler),
    provideTranslocoScope(...scopes),
  ];
}
