import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  listMessages,
  type Message,
  readAllMessages,
  readMessage,
  wordsOfTemplate,
} from '@bimtek/notification-contracts';
import {
  ApiClient,
  type ApiProblem,
  asProblem,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { ListFoot, PagesByKey } from '@bimtek/platform-portal/list';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiEmpty,
  UiIcon,
  UiPill,
  UiRow,
  UiSegment,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { UnreadMessages } from './unread-messages.ts';

const size = 30;

/** What I was told, the newest first. Opening a message reads it. */
@Component({
  selector: 'notification-inbox-page',
  imports: [
    DeskHead,
    ListFoot,
    NgTemplateOutlet,
    ProblemView,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiEmpty,
    UiIcon,
    UiPill,
    UiRow,
    UiSegment,
    UiSkeleton,
  ],
  templateUrl: './inbox-page.html',
  styles: `
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 8px 16px;
    }
    ui-segment {
      min-width: 264px;
    }
    .pane {
      gap: 20px;
      max-width: 880px;
    }
    .said {
      display: block;
      color: var(--ink-2);
    }
    .fresh .said {
      color: var(--ink);
    }
    ui-pill {
      margin-top: 6px;
    }
  `,
})
export class InboxPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #toasts = inject(Toasts);
  protected readonly unread = inject(UnreadMessages);

  /** From the route: the page stands in the work area, under its head. */
  readonly isDesk = input(false);
  /** From the address: only what is not read, and the place in the list. */
  readonly hanya = input<string | undefined>(undefined);
  readonly sesudah = input<string | undefined>(undefined);
  readonly sebelum = input<string | undefined>(undefined);
  readonly mulai = input<string | undefined>(undefined);

  protected readonly pages = new PagesByKey(
    () => ({ sesudah: this.sesudah(), sebelum: this.sebelum(), mulai: this.mulai() }),
    size,
  );
  protected readonly read = this.#api.read(listMessages, () => {
    const [after, before] = [this.sesudah(), this.sebelum()];
    return {
      query: {
        limit: size,
        only: this.hanya() === 'baru' ? 'unread' : undefined,
        ...(after ? { after } : {}),
        ...(before ? { before } : {}),
      },
    };
  });
  protected readonly page = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly messages = computed(() => this.page()?.items.map((message) => this.#view(message)));
  protected readonly choices = computed(() => [
    { value: '', label: this.#words.t('notification.all') },
    { value: 'baru', label: this.#words.t('notification.unread') },
  ]);
  protected readonly isReadingAll = signal(false);
  protected readonly problem = signal<ApiProblem | undefined>(undefined);

  constructor() {
    void this.unread.refresh();
  }

  /** Whoever opens it goes where it leads; without signal it stays unread until the next time. */
  protected open(messageId: string): void {
    this.#api
      .call(readMessage, { params: { messageId } })
      .then(() => this.unread.refresh())
      .catch(() => undefined);
  }

  protected async readAll(): Promise<void> {
    const newest = this.page()?.items[0];
    if (!newest || this.isReadingAll()) return;
    this.isReadingAll.set(true);
    this.problem.set(undefined);
    try {
      await this.#api.call(readAllMessages, { body: { until: newest.createdAt } });
      this.read.reload();
      await this.unread.refresh();
      this.#toasts.show(this.#words.t('notification.allRead'));
    } catch (error) {
      this.problem.set(asProblem(error));
    } finally {
      this.isReadingAll.set(false);
    }
  }

  #view({ id, template, params, link, createdAt, readAt }: Message) {
    const own = wordsOfTemplate(template);
    const words = this.#words.has(`${own}.title`) ? own : 'notification.unknown';
    const shown = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, this.#shown(name, value)]),
    );
    const [path = '', query] = link?.split('?') ?? [];
    return {
      id,
      title: this.#words.t(`${words}.title`, shown),
      text: this.#words.t(`${words}.text`, shown),
      meta: this.#formats.recent(createdAt),
      isFresh: readAt === null,
      link: link ? { path, query: Object.fromEntries(new URLSearchParams(query)) } : null,
    };
  }

  /** A parameter named `…At` is an instant, in the time of the reader's place. */
  #shown(name: string, value: string | number): string {
    if (typeof value === 'number') return this.#formats.number(value);
    return /[a-z]At$/.test(name) ? this.#formats.dateTime(value) : value;
  }
}
