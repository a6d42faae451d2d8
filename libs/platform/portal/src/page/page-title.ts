import { Service, effect, inject, signal, untracked } from '@angular/core';
import { Meta, Title } from '@angular/platform-browser';
import { TitleStrategy } from '@angular/router';
import type { ActivatedRouteSnapshot, RouterStateSnapshot } from '@angular/router';
import { Words } from '../language/words.ts';

/**
 * `<page> · Ruang Bimtek`. A route's `title` is a key of the words; a page that knows better (a lesson's name)
 * says so with `set`. Pages stay out of search engines unless their route has `data: { index: true }`.
 */
@Service()
export class PageTitle extends TitleStrategy {
  readonly #words = inject(Words);
  readonly #title = inject(Title);
  readonly #meta = inject(Meta);
  readonly #key = signal<string | undefined>(undefined);
  readonly #own = signal<string | undefined>(undefined);

  constructor() {
    super();
    effect(() => {
      const [own, key, site] = [this.#own(), this.#key(), this.#words.t('platform.name')];
      const page = own ?? (key ? this.#words.t(key) : undefined);
      this.#title.setTitle(page ? `${page} · ${site}` : site);
    });
  }

  override updateTitle(state: RouterStateSnapshot): void {
    const key = this.buildTitle(state);
    if (key !== untracked(this.#key)) this.#own.set(undefined);
    this.#key.set(key);
    if (leaf(state.root).data['index'] === true) this.#meta.removeTag('name="robots"');
    else this.#meta.updateTag({ name: 'robots', content: 'noindex' });
  }

  /** The title of the page that is open now, until another opens. */
  set(title: string): void {
    this.#own.set(title);
  }
}

function leaf(route: ActivatedRouteSnapshot): ActivatedRouteSnapshot {
  return route.firstChild ? leaf(route.firstChild) : route;
}
