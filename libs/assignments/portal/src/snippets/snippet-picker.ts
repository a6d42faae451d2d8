import {
  Component,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import {
  fillIn,
  listSnippets,
  putSnippet,
  removeSnippet,
  type SnippetId,
  useSnippet,
} from '@bimtek/assignments-contracts';
import type { ClassGroupId } from '@bimtek/delivery-contracts';
import { ApiClient, ProblemView, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import {
  Toasts,
  UiBanner,
  UiButton,
  UiDialog,
  UiField,
  UiIcon,
  UiIconButton,
  UiInput,
  UiSegment,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { newId } from '@bimtek/platform-portal/new-id';
import { Acting } from '../class-assignments/acting.ts';

/** What a comment is about: fills its placeholders and says in which class it may be shared. */
export interface CommentPlace {
  name: string;
  moduleTitle: string;
  classGroup: { id: ClassGroupId; name: string };
  /** What is written there already, as a beginning for a new one. */
  comment: string;
}

let pickers = 0;

/** Chooses one of the comments that are written again and again, and keeps new ones. By keyboard alone, too. */
@Component({
  selector: 'assignments-snippet-picker',
  imports: [
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiField,
    UiIcon,
    UiIconButton,
    UiInput,
    UiSegment,
    UiSkeleton,
  ],
  templateUrl: './snippet-picker.html',
  styles: `
    .found {
      max-height: 40vh;
      overflow-y: auto;
      margin-block: 8px;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
      border-top: 1px solid var(--line);
    }
    li.now {
      background: var(--primary-soft);
    }
    .pick {
      flex: 1;
      display: grid;
      gap: 2px;
      padding: 10px 8px;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      text-align: left;
      overflow-wrap: anywhere;
    }
  `,
})
export class SnippetPicker {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #toasts = inject(Toasts);
  private readonly search = viewChild<ElementRef<HTMLInputElement>>('search');

  readonly open = model.required<boolean>();
  readonly place = input.required<CommentPlace>();
  /** The chosen comment with its placeholders filled. */
  readonly chosen = output<string>();

  protected readonly listId = `komentar-${++pickers}`;
  protected readonly read = this.#api.read(listSnippets, () => (this.open() ? { query: {} } : undefined));
  protected readonly items = computed(() => (this.read.hasValue() ? this.read.value()?.items : undefined));
  protected readonly typed = signal('');
  protected readonly at = linkedSignal({ source: () => this.typed(), computation: () => 0 });
  protected readonly shown = computed(() => {
    const words = this.typed().toLowerCase().split(/\s+/).filter(Boolean);
    const { name, moduleTitle } = this.place();
    return (this.items() ?? [])
      .map((snippet) => ({
        ...snippet,
        filled: fillIn(snippet.text, { nama: name, modul: moduleTitle }),
        meta:
          snippet.classGroup && !(snippet.isMine && snippet.reach === 'own')
            ? this.#words.t('snippets.shared', { name: snippet.classGroup.name, by: snippet.by })
            : this.#words.t('snippets.own'),
      }))
      .filter(({ filled }) => words.every((word) => filled.toLowerCase().includes(word)));
  });

  protected readonly acting = new Acting();
  protected readonly text = linkedSignal({
    source: () => this.open(),
    computation: () => this.place().comment,
  });
  protected readonly reach = signal('own');
  readonly #hasAsked = linkedSignal({ source: () => this.open(), computation: () => false });
  protected readonly textError = computed(() =>
    this.#hasAsked() && this.text().trim().length < 3 ? this.#words.t('snippets.textShort') : '',
  );
  protected readonly reaches = computed(() => [
    { value: 'own', label: this.#words.t('snippets.reachOwn') },
    { value: 'class', label: this.#words.t('snippets.reachClass') },
  ]);

  constructor() {
    effect(() => {
      if (!this.open()) return;
      this.typed.set('');
      setTimeout(() => this.search()?.nativeElement.focus());
    });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLTextAreaElement).value;
  }

  protected type(event: Event): void {
    this.typed.set(this.textOf(event));
  }

  protected move(event: KeyboardEvent): void {
    const last = this.shown().length - 1;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      this.at.update((at) => Math.min(Math.max(at + by, 0), Math.max(last, 0)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const snippet = this.shown()[this.at()];
      if (snippet) this.choose(snippet);
    }
  }

  protected choose({ id, filled }: { id: SnippetId; filled: string }): void {
    this.open.set(false);
    this.chosen.emit(filled);
    this.#api.call(useSnippet, { params: { snippetId: id } }).catch(() => undefined);
  }

  protected async remove(snippetId: SnippetId): Promise<void> {
    const done = await this.acting.run(() =>
      this.#api.call(removeSnippet, { params: { snippetId } }).then(() => true),
    );
    if (!done) return;
    this.read.reload();
    this.#toasts.show(this.#words.t('snippets.removed'));
  }

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    this.#hasAsked.set(true);
    const text = this.text().trim();
    if (text.length < 3) return;
    const isShared = this.reach() === 'class';
    const body = {
      text,
      reach: isShared ? ('class' as const) : ('own' as const),
      classGroupId: isShared ? this.place().classGroup.id : null,
    };
    const params = { snippetId: newId<SnippetId>() };
    if (!(await this.acting.run(() => this.#api.call(putSnippet, { params, body })))) return;
    this.read.reload();
    this.#hasAsked.set(false);
    this.text.set('');
    this.#toasts.show(this.#words.t('snippets.saved'));
  }
}
