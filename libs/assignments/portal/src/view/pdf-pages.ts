import {
  Component,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import type { AnnotationTone } from '@bimtek/assignments-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import type { Turns } from './drawing.ts';
import type { OpenPdf, PageSize } from './pdf-files.ts';
import { type Drawn, type Moved, type Numbered, Sheet, type Tool } from './sheet.ts';

const redrawAfterMs = 150;

/** The pages of a PDF below one another. Only those in sight are drawn, so that 300 pages cost what three do. */
@Component({
  selector: 'assignments-pdf-pages',
  imports: [Sheet, TranslocoPipe],
  template: `
    @for (page of pages(); track page.number) {
      <assignments-sheet
        [attr.data-page]="page.number"
        [page]="page.number"
        [ratio]="page.ratio"
        [turns]="turns()"
        [notes]="page.notes"
        [selected]="selected()"
        [tool]="tool()"
        [tone]="tone()"
        [isEditable]="isEditable()"
        [moveHint]="moveHint()"
        (drawn)="drawn.emit($event)"
        (picked)="picked.emit($event)"
        (moved)="moved.emit($event)"
      >
        <canvas
          role="img"
          [attr.aria-label]="'files.view.page' | transloco: { n: page.number, of: pdf().pages }"
        ></canvas>
      </assignments-sheet>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
  `,
})
export class PdfPages {
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly pdf = input.required<OpenPdf>();
  /** How large the first page is; the others are taken for as large until they are drawn. */
  readonly first = input.required<PageSize>();
  /** What scrolls. */
  readonly area = input.required<HTMLElement>();
  readonly zoom = input(1);
  readonly turns = input<Turns>(0);
  readonly notes = input.required<readonly Numbered[]>();
  readonly selected = input<string | undefined>(undefined);
  readonly tool = input<Tool>('pointer');
  readonly tone = input<AnnotationTone>('remark');
  readonly isEditable = input(false);
  readonly moveHint = input('');
  readonly drawn = output<Drawn>();
  readonly picked = output<string>();
  readonly moved = output<Moved>();
  /** The page that is read. */
  readonly reached = output<number>();

  readonly #sizes = signal<ReadonlyMap<number, PageSize>>(new Map());
  readonly #drawing = new Map<number, AbortController>();
  #watcher: IntersectionObserver | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  protected readonly pages = computed(() => {
    const [sizes, first, notes] = [this.#sizes(), this.first(), this.notes()];
    return Array.from({ length: this.pdf().pages }, (_, place) => {
      const { width, height } = sizes.get(place + 1) ?? first;
      return {
        number: place + 1,
        ratio: width / height,
        notes: notes.filter(({ note }) => note.page === place + 1),
      };
    });
  });

  constructor() {
    effect(() => {
      this.pdf();
      untracked(() => setTimeout(() => this.#watch()));
    });
    // Sharp again at the new size; until then the old drawing is stretched.
    effect(() => {
      this.zoom();
      this.turns();
      untracked(() => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#redraw(), redrawAfterMs);
      });
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer);
      this.#watcher?.disconnect();
      for (const abort of this.#drawing.values()) abort.abort();
    });
  }

  #watch(): void {
    this.#watcher?.disconnect();
    if (typeof IntersectionObserver === 'undefined') return;
    this.#watcher = new IntersectionObserver((entries) => this.#look(entries), {
      root: this.area(),
      rootMargin: '60% 0%',
    });
    for (const sheet of this.#host.querySelectorAll('[data-page]')) this.#watcher.observe(sheet);
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const page = Number((target as HTMLElement).dataset['page']);
      if (isIntersecting && !this.#drawing.has(page)) void this.#draw(page);
      else if (!isIntersecting) this.#clear(page);
    }
    this.#tell();
  }

  /** The first page of which something is in sight. */
  #tell(): void {
    const top = this.area().getBoundingClientRect().top;
    const shown = [...this.#drawing.keys()].sort((a, b) => a - b);
    const reached = shown.find((page) => {
      const sheet = this.#host.querySelector(`[data-page="${page}"]`);
      return sheet !== null && sheet.getBoundingClientRect().bottom > top + 40;
    });
    if (reached) this.reached.emit(reached);
  }

  async #draw(page: number): Promise<void> {
    const abort = new AbortController();
    this.#drawing.get(page)?.abort();
    this.#drawing.set(page, abort);
    const canvas = this.#host.querySelector<HTMLCanvasElement>(`[data-page="${page}"] canvas`);
    if (!canvas) return;
    try {
      const size = await this.pdf().sizeOf(page);
      if (abort.signal.aborted) return;
      if (size.width !== this.first().width || size.height !== this.first().height)
        this.#sizes.update((sizes) => new Map(sizes).set(page, size));
      const width = Math.max(canvas.clientWidth, 200) * (globalThis.devicePixelRatio || 1);
      await this.pdf().draw(page, canvas, width, abort.signal);
    } catch {
      // One page that cannot be drawn stays white; the others are read all the same.
    }
  }

  #clear(page: number): void {
    this.#drawing.get(page)?.abort();
    this.#drawing.delete(page);
    const canvas = this.#host.querySelector<HTMLCanvasElement>(`[data-page="${page}"] canvas`);
    if (canvas) canvas.width = 0;
  }

  #redraw(): void {
    for (const page of [...this.#drawing.keys()]) void this.#draw(page);
  }
}
