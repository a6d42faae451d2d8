import { Service, inject, isDevMode, provideAppInitializer } from '@angular/core';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { provideTransloco } from '@jsverse/transloco';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';
import id from '../words/id.ts';
import { Words, chosenLanguage, languages } from './words.ts';

/** Words are put in by `Words`, scope by scope; there is nothing that could be fetched as one file. */
@Service()
class NothingToLoad implements TranslocoLoader {
  getTranslation(): Promise<Translation> {
    return Promise.resolve({});
  }
}

export function provideWords(): (EnvironmentProviders | Provider)[] {
  return [
    provideTransloco({
      config: {
        availableLangs: [...languages],
        defaultLang: chosenLanguage(),
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
      },
      loader: NothingToLoad,
    }),
    provideAppInitializer(() => inject(Words).add('platform', { id, en: () => import('../words/en.ts') })),
  ];
}
