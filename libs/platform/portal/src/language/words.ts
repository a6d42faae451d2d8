import { DOCUMENT, Service, inject, signal } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { asProblem } from '../api/api-problem.ts';
import { remember, remembered } from '../remembered.ts';
import type { WordTree } from './word-tree.ts';

export const languages = ['id', 'en'] as const;
export type Language = (typeof languages)[number];

/** Words that are there already, or how to fetch them. */
export type WordSource = WordTree | (() => Promise<{ default: WordTree }>);
export type WordSources = Readonly<Record<Language, WordSource>>;

const storageKey = 'bahasa';

/** The language chosen on this device; Bahasa Indonesia until someone chooses. */
export function chosenLanguage(): Language {
  const chosen = remembered(storageKey);
  return languages.find((language) => language === chosen) ?? 'id';
}

/** The words of every context that has been opened, in the language of the person. */
@Service()
export class Words {
  readonly #transloco = inject(TranslocoService);
  readonly #html = inject(DOCUMENT).documentElement;
  readonly #sources = new Map<string, WordSources>();
  readonly #loaded = new Set<string>();
  readonly #language = signal<Language>(chosenLanguage());
  /** Grows whenever a sentence may read differently, so that `t` is fresh inside a `computed`. */
  readonly #edition = signal(0);

  readonly language = this.#language.asReadonly();

  /** Makes a context's words known and loads them in the current language. */
  async add(scope: string, sources: WordSources): Promise<void> {
    if (this.#sources.has(scope) && this.#loaded.has(`${scope}/${this.#language()}`)) return;
    this.#sources.set(scope, sources);
    await this.#load(scope, this.#language());
    this.#show(this.#language());
  }

  /** Switches the language of everything on the screen, and remembers it on this device. */
  async choose(language: Language): Promise<void> {
    await Promise.all([...this.#sources.keys()].map((scope) => this.#load(scope, language)));
    remember(storageKey, language);
    this.#show(language);
  }

  /** The sentence for `context.group.key`. Inside a `computed` or a template it follows the language. */
  t(key: string, names?: Record<string, unknown>): string {
    this.#edition();
    return this.#transloco.translate(key, names);
  }

  /** The key's `one` or `other`, as the language counts; `{{n}}` is the number unless `names` says it better. */
  count(key: string, n: number, names?: Record<string, unknown>): string {
    const form = this.#language() === 'en' && n === 1 ? 'one' : 'other';
    return this.t(`${key}.${form}`, { n, ...names });
  }

  has(key: string): boolean {
    this.#edition();
    return key in this.#transloco.getTranslation(this.#language());
  }

  /** What a failure means to the person: the words of the context that knows the code, else general ones. */
  problem(error: unknown): string {
    const problem = asProblem(error);
    for (const scope of [...this.#sources.keys()].reverse()) {
      const key = `${scope}.problem.${problem.code}`;
      if (this.has(key)) return this.t(key, problem.extra);
    }
    return this.t(problem.status >= 500 ? 'platform.problem.unexpected-error' : 'platform.problem.other');
  }

  async #load(scope: string, language: Language): Promise<void> {
    const sources = this.#sources.get(scope);
    const mark = `${scope}/${language}`;
    if (!sources || this.#loaded.has(mark)) return;
    const source = sources[language];
    const words = typeof source === 'function' ? (await source()).default : source;
    this.#loaded.add(mark);
    this.#transloco.setTranslation({ [scope]: words }, language, { emitChange: false });
  }

  #show(language: Language): void {
    this.#language.set(language);
    this.#html.lang = language;
    this.#transloco.setActiveLang(language);
    this.#edition.update((edition) => edition + 1);
  }
}

/**
 * Loads a context's words before any of its pages opens. Belongs in `canActivate` of the context's topmost route:
 * `wordsScope('identity', { id, en: () => import('./words/en.ts') })`.
 */
export function wordsScope(scope: string, sources: WordSources): CanActivateFn {
  return async () => {
    await inject(Words).add(scope, sources);
    return true;
  };
}
