import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { getRun, issueActivationCards, Selection } from '@bimtek/delivery-contracts';
import type { ActivationCard, ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import {
  ApiClient,
  Counted,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { Toasts, UiBanner, UiButton, UiEmpty, UiIcon, UiInput } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

/** Links and codes for people who cannot sign in yet: printed as cards, or sent one by one. */
@Component({
  selector: 'delivery-cards-page',
  imports: [
    Counted,
    DeskHead,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiEmpty,
    UiIcon,
    UiInput,
  ],
  templateUrl: './cards-page.html',
  styleUrl: './cards-page.css',
})
export class CardsPage {
  readonly #api = inject(ApiClient);
  readonly #router = inject(Router);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  readonly #window = inject(DOCUMENT).defaultView;
  protected readonly acting = new Acting();

  readonly classGroupId = input<string | undefined>(undefined);
  readonly penyelenggaraan = input<string | undefined>(undefined);
  readonly provinsi = input<string | undefined>(undefined);

  /** People chosen in a list, when one comes from there; otherwise everybody the filter means. */
  readonly #chosen = Selection.safeParse((this.#window?.history.state as { people?: unknown } | null)?.people)
    .data;
  readonly #runId = computed(() => this.penyelenggaraan() as RunId | undefined);
  protected readonly run = this.#api.read(getRun, () => {
    const runId = this.#runId();
    return runId ? { params: { runId } } : undefined;
  });
  protected readonly result = signal<{ cards: ActivationCard[]; active: number; left: number } | undefined>(
    undefined,
  );
  protected readonly cards = computed(() =>
    (this.result()?.cards ?? []).map((card) => ({
      ...card,
      until: this.#words.t('delivery.cards.until', { date: this.#formats.date(card.expiresAt) }),
      sendUrl: card.whatsapp
        ? `https://wa.me/${card.whatsapp}?text=${encodeURIComponent(card.message)}`
        : undefined,
    })),
  );
  protected readonly how = this.#words.t('delivery.cards.how', { site: this.#window?.location.host ?? '' });
  protected readonly isChosen = this.#chosen !== undefined && 'ids' in this.#chosen;
  protected readonly waiting = computed(() => {
    if (this.#chosen && 'ids' in this.#chosen) return this.#chosen.ids.length;
    return this.run.hasValue() ? this.run.value().notActivated : undefined;
  });
  protected readonly crumbs = computed(() => {
    const classes = { label: this.#words.t('delivery.title.classes'), link: '/kelola/kelas' };
    const name = this.run.hasValue() ? this.run.value().run.name : undefined;
    return name ? [classes, { label: name }] : [classes];
  });

  /** With `renew` also for the chosen people who have an account and forgot their password. */
  protected async make(renew = false): Promise<void> {
    const people = this.#people();
    if (!people) return;
    const result = await this.acting.run(() =>
      this.#api.call(issueActivationCards, { body: { people, renew } }),
    );
    if (result) this.result.set(result);
  }

  protected narrow(province: string): void {
    this.result.set(undefined);
    void this.#router.navigate([], {
      queryParams: { provinsi: province || null },
      queryParamsHandling: 'merge',
    });
  }

  protected print(): void {
    this.#window?.print();
  }

  protected async copy({ message, name }: ActivationCard): Promise<void> {
    await navigator.clipboard.writeText(message);
    this.#toasts.show(this.#words.t('delivery.cards.copied', { name }));
  }

  #people(): Selection | undefined {
    if (this.#chosen) return this.#chosen;
    const classGroupId = this.classGroupId() as ClassGroupId | undefined;
    if (classGroupId) return { matching: { classGroupId, activated: 'no' } };
    const runId = this.#runId();
    return runId
      ? { matching: { runId, state: 'invited', province: this.provinsi(), activated: 'no' } }
      : undefined;
  }
}
