import {
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { type ChatMessage, hideMessage } from '@bimtek/live-contracts';
import { AsTime, Counted, ProblemWords, Session, TranslocoPipe } from '@bimtek/platform-portal';
import { UiAvatar, UiButton, UiEmpty, UiIcon, UiIconButton } from '@bimtek/platform-ui';
import { draft } from './draft.ts';
import { LiveRoom } from './live-room.ts';

/** The chat: what was said, what is on its way, and the line to write in. Who leads can hide, mute and remove. */
@Component({
  selector: 'live-chat-panel',
  imports: [AsTime, Counted, ProblemWords, TranslocoPipe, UiAvatar, UiButton, UiEmpty, UiIcon, UiIconButton],
  template: `
    <div
      class="log"
      #log
      role="log"
      tabindex="0"
      [attr.aria-label]="'room.chat.log' | transloco"
      (scroll)="look()"
    >
      @for (message of live.messages(); track message.id) {
        <article class="message" [class.own]="message.personId === personId">
          <ui-avatar [name]="message.name" />
          <div>
            <p class="who">
              <b>{{ message.name }}</b>
              @if (message.role !== 'trainee') {
                <span class="role">{{ 'room.chat.host' | transloco }}</span>
              }
              <span class="quiet"
                >{{ message.place ? message.place + ' · ' : '' }}{{ message.at | asTime }}</span
              >
            </p>
            @if (message.text === null) {
              <p class="quiet">{{ 'room.chat.hidden' | transloco }}</p>
            } @else {
              <p class="text">{{ message.text }}</p>
            }
            @if (opened() === message.id) {
              <div class="acts">
                @if (message.text !== null) {
                  <button uiButton="outline" size="small" type="button" (click)="hide(message)">
                    <ui-icon name="eye-off" size="s" />{{ 'room.chat.hide' | transloco }}
                  </button>
                }
                @if (message.role === 'trainee') {
                  <button
                    uiButton="outline"
                    size="small"
                    type="button"
                    (click)="restricted.emit({ message, to: 'muted' })"
                  >
                    {{ 'room.chat.mute' | transloco }}
                  </button>
                  <button
                    uiButton="danger"
                    size="small"
                    type="button"
                    (click)="restricted.emit({ message, to: 'removed' })"
                  >
                    {{ 'room.chat.remove' | transloco }}
                  </button>
                }
              </div>
            }
          </div>
          @if (moderated()) {
            <button
              uiIconButton="more"
              type="button"
              [label]="'room.chat.more' | transloco: { name: message.name }"
              [attr.aria-expanded]="opened() === message.id"
              (click)="opened.set(opened() === message.id ? '' : message.id)"
            ></button>
          }
        </article>
      } @empty {
        @if (unsent().length === 0) {
          <ui-empty
            icon="chat"
            [heading]="'room.chat.empty' | transloco"
            [text]="moderated() ? '' : ('room.chat.emptyMore' | transloco)"
          />
        }
      }
      @for (item of unsent(); track item.key) {
        <article class="message own unsent">
          <div>
            <p class="text">{{ item.text }}</p>
            @if (item.state === 'refused') {
              <p class="small bad" role="alert">
                <ui-icon name="close" size="xs" />{{ 'room.unsent.refused' | transloco }}.
                {{ live.unsentProblems()[item.key] | problemWords }}
              </p>
              <div class="acts">
                <button uiButton="outline" size="small" type="button" (click)="live.sendAgain(item.key)">
                  {{ 'room.unsent.again' | transloco }}
                </button>
                <button uiButton="quiet" size="small" type="button" (click)="live.forget(item.key)">
                  {{ 'room.unsent.forget' | transloco }}
                </button>
              </div>
            } @else {
              <p class="quiet small">
                <ui-icon [name]="item.state === 'waiting' ? 'phone-clock' : 'sync'" size="xs" />{{
                  'room.unsent.' + item.state | transloco
                }}
              </p>
            }
          </div>
        </article>
      }
    </div>
    @if (behind() > 0) {
      <button class="newer" type="button" (click)="toEnd()">
        {{ 'room.chat.newOnes' | counted: behind() }}<ui-icon name="down" size="xs" />
      </button>
    }
    @if (mayWrite()) {
      <form class="compose" (submit)="$event.preventDefault(); send()">
        <label class="sr" [attr.for]="'tulis-' + place()">{{ 'room.chat.write' | transloco }}</label>
        <input
          class="input"
          [id]="'tulis-' + place()"
          maxlength="1000"
          autocomplete="off"
          enterkeyhint="send"
          [placeholder]="'room.chat.write' | transloco"
          [value]="text()"
          (input)="text.set($any($event.target).value)"
        />
        <button uiIconButton="send" type="submit" [label]="'room.chat.send' | transloco"></button>
      </form>
      @if (slow(); as seconds) {
        <p class="quiet small note">{{ 'room.chat.slow' | transloco: { seconds } }}</p>
      }
    } @else {
      <p class="quiet note">
        {{ (live.me()?.muted ? 'room.chat.muted' : 'room.chat.closed') | transloco }}
      </p>
    }
  `,
  styleUrl: './talk.css',
})
export class ChatPanel {
  protected readonly live = inject(LiveRoom);
  protected readonly personId = inject(Session).person()?.id;
  readonly sessionId = input.required<string>();
  /** By somebody who leads. */
  readonly moderated = input(false);
  /** Tells two of them on one page apart. */
  readonly place = input('ruang');
  readonly restricted = output<{ message: ChatMessage; to: 'muted' | 'removed' }>();
  protected readonly opened = signal('');
  protected readonly text = draft(() => `ruang-draf.${this.personId ?? ''}.${this.sessionId()}.obrolan`);
  protected readonly unsent = computed(() =>
    this.live.unsent().flatMap((one) => (one.kind === 'say' ? [one] : [])),
  );
  protected readonly mayWrite = computed(() => {
    if (this.live.leads()) return true;
    return (
      !this.live.me()?.muted &&
      (this.live.room()?.settings.chatOpen ?? true) &&
      this.live.me()?.role !== 'observer'
    );
  });
  protected readonly slow = computed(() =>
    this.live.leads() ? 0 : (this.live.room()?.settings.slowSeconds ?? 0),
  );

  /** Who reads further up is not torn away by what comes in. */
  private readonly log = viewChild.required<ElementRef<HTMLElement>>('log');
  readonly #seen = signal(0);
  readonly #atEnd = signal(true);
  protected readonly behind = computed(() =>
    this.#atEnd() ? 0 : Math.max(0, this.live.messages().length - this.#seen()),
  );

  constructor() {
    afterRenderEffect(() => {
      const count = this.live.messages().length;
      this.unsent();
      if (!this.#atEnd()) return;
      this.#seen.set(count);
      const { nativeElement: box } = this.log();
      box.scrollTop = box.scrollHeight;
    });
  }

  protected look(): void {
    const { nativeElement: box } = this.log();
    this.#atEnd.set(box.scrollHeight - box.scrollTop - box.clientHeight < 40);
  }

  protected toEnd(): void {
    this.#atEnd.set(true);
  }

  protected send(): void {
    const text = this.text().trim();
    if (!text) return;
    this.live.send({ kind: 'say', text });
    this.text.set('');
    this.#atEnd.set(true);
  }

  protected hide({ id }: ChatMessage): void {
    this.opened.set('');
    void this.live.act(hideMessage, { messageId: id });
  }
}
