import {
  Component,
  DestroyRef,
  type ElementRef,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import {
  type Annotation,
  type AnnotationTone,
  type AttachedFile,
  type DocumentPreview,
  hasRoomFor,
} from '@bimtek/assignments-contracts';
import { LessonDocumentView } from '@bimtek/curriculum-portal';
import { asProblem, Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiIconButton, UiSkeleton } from '@bimtek/platform-ui';
import { newId } from '@bimtek/platform-portal/new-id';
import { findLength } from '../files/sound-length.ts';
import { ToolIcon, type ToolIconName } from '../files/tool-icon.ts';
import { movedBy, pointAt, type Turns } from './drawing.ts';
import type { FileSource } from './file-source.ts';
import { NotesList } from './notes-list.ts';
import { type OpenPdf, type PageSize, PdfFiles, PdfUnreadable } from './pdf-files.ts';
import { PdfPages } from './pdf-pages.ts';
import { type Drawn, type Moved, type Numbered, Sheet, type Tool } from './sheet.ts';

type Fault = 'damaged' | 'too-large' | 'not-readable' | 'network';
type Shown =
  | { as: 'loading' | 'waiting' | 'encrypted' }
  | { as: 'failed'; fault: Fault }
  | { as: 'image' | 'audio'; url: string }
  | { as: 'pdf'; pdf: OpenPdf; first: PageSize }
  | { as: 'document'; preview: DocumentPreview };

const zooms = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
const lookAgainMs = 5_000;
const drawingTools: readonly { tool: Tool; icon: ToolIconName }[] = [
  { tool: 'pointer', icon: 'pointer' },
  { tool: 'box', icon: 'mark' },
  { tool: 'pin', icon: 'pin' },
  { tool: 'pen', icon: 'pen' },
];

/**
 * One file of handed-in work, shown without leaving the page: photo, PDF, document or sound. Notes on photo and PDF are
 * data over the original; whoever may, draws and writes them here.
 */
@Component({
  selector: 'assignments-file-viewer',
  imports: [
    LessonDocumentView,
    NotesList,
    PdfPages,
    Sheet,
    ToolIcon,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiIcon,
    UiIconButton,
    UiSkeleton,
  ],
  templateUrl: './file-viewer.html',
  styleUrl: './file-viewer.css',
})
export class FileViewer {
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #pdfFiles = inject(PdfFiles);
  private readonly area = viewChild<ElementRef<HTMLElement>>('area');
  private readonly list = viewChild(NotesList);

  readonly file = input.required<AttachedFile>();
  readonly source = input.required<FileSource>();
  /** Of the whole piece; this file's are shown. */
  readonly annotations = input<readonly Annotation[]>([]);
  readonly isEditable = input(false);
  readonly canUndo = input(false);
  readonly canRedo = input(false);
  /** All notes of the piece as they are now; `step` is the same for changes that are taken back together. */
  readonly changed = output<{ annotations: Annotation[]; step: string }>();
  readonly undone = output();
  readonly redone = output();

  protected readonly tools = drawingTools;
  protected readonly findLength = findLength;
  protected readonly shown = signal<Shown>({ as: 'loading' });
  protected readonly zoom = signal(1);
  protected readonly turns = signal<Turns>(0);
  protected readonly tool = signal<Tool>('pointer');
  protected readonly tone = signal<AnnotationTone>('remark');
  protected readonly selected = signal<string | undefined>(undefined);
  protected readonly page = signal(1);
  protected readonly ratio = signal(0.75);
  /** Ahead of the page by what was done since it was last drawn: keys come faster. */
  readonly #latest = linkedSignal(() => this.annotations());
  #opened = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly canDraw = computed(() => ['image', 'pdf'].includes(this.shown().as));
  protected readonly pages = computed(() => {
    const shown = this.shown();
    return shown.as === 'pdf' ? shown.pdf.pages : 1;
  });
  protected readonly saveUrl = computed(() => this.source().url(this.file(), 'original', true));
  protected readonly zoomWords = computed(() => this.#formats.percent(this.zoom() * 100, 0));
  protected readonly notes = computed<readonly Numbered[]>(() =>
    this.#latest()
      .filter(({ fileId }) => fileId === this.file().id)
      .map((note, place) => {
        const tone = this.#words.t(`files.notes.${note.tone}`);
        const text = note.text.trim() || this.#words.t('files.notes.withoutText');
        const label = `${this.#words.t('files.notes.label', { tone, n: place + 1 })}: ${text}`;
        return { note, number: place + 1, label };
      }),
  );
  protected readonly isFull = computed(() => !hasRoomFor(this.#latest(), 2));
  protected readonly moveHint = computed(() => this.#words.t('files.notes.move'));

  constructor() {
    let before: string | undefined;
    effect(() => {
      const { id } = this.file();
      this.source();
      if (id === before) return;
      before = id;
      untracked(() => {
        this.#reset();
        void this.#open();
      });
    });
    effect((onCleanup) => {
      const area = this.area()?.nativeElement;
      if (area) onCleanup(this.#takeGestures(area));
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer);
      this.#close();
    });
  }

  protected again(): void {
    void this.#open();
  }

  protected imageLoaded(event: Event): void {
    const { naturalWidth, naturalHeight } = event.target as HTMLImageElement;
    if (naturalWidth > 0 && naturalHeight > 0) this.ratio.set(naturalWidth / naturalHeight);
  }

  /** Its preview is still being made, or the link is cut. */
  protected imageFailed(): void {
    if (this.file().preview.state === 'waiting') this.#waitForPreview();
    else this.shown.set({ as: 'failed', fault: 'network' });
  }

  protected zoomBy(steps: 1 | -1): void {
    const here = this.zoom();
    const next =
      steps > 0 ? zooms.find((one) => one > here + 0.01) : zooms.findLast((one) => one < here - 0.01);
    if (next) this.#zoomTo(next);
  }

  protected turn(): void {
    this.turns.update((turns) => ((turns + 1) % 4) as Turns);
  }

  protected draw({ page, kind, points }: Drawn): void {
    if (!hasRoomFor(this.#latest(), points.length)) return;
    const note: Annotation = {
      id: newId<string>(),
      fileId: this.file().id,
      page,
      kind,
      tone: this.tone(),
      points,
      text: '',
    };
    this.#change([...this.#latest(), note], `note ${note.id}`);
    this.pick(note.id);
    // Pens and marks often come in numbers; a pin is there to be written.
    if (kind === 'pin') setTimeout(() => this.list()?.write(note.id));
  }

  /** For those who do not point: it lands in the middle and is moved with the arrow keys. */
  protected addInMiddle(): void {
    // Below the last one that was put there, so that none hides another.
    const down = (this.#latest().filter(({ points: [at] }) => at?.[0] === 0.5).length * 0.06) % 0.4;
    this.draw({ page: this.page(), kind: 'pin', points: [pointAt(0.5, 0.5 + down)] });
  }

  protected pick(id: string): void {
    this.selected.set(id);
  }

  protected show(id: string): void {
    this.pick(id);
    const pin = this.area()?.nativeElement.querySelector<HTMLElement>(`[data-note="${id}"]`);
    pin?.scrollIntoView?.({ block: 'center', inline: 'center' });
    if (this.isEditable()) setTimeout(() => this.list()?.write(id));
  }

  protected move({ id, dx, dy }: Moved): void {
    const points = this.#latest().find((one) => one.id === id)?.points;
    if (points) this.#edit(id, { points: movedBy(points, dx, dy) }, `move ${id}`);
  }

  protected write({ id, text }: { id: string; text: string }): void {
    this.#edit(id, { text }, `text ${id}`);
  }

  protected paint({ id, tone }: { id: string; tone: AnnotationTone }): void {
    this.tone.set(tone);
    this.#edit(id, { tone }, `tone ${id} ${tone}`);
  }

  protected remove(id: string): void {
    this.selected.set(undefined);
    this.#change(
      this.#latest().filter((one) => one.id !== id),
      `remove ${id}`,
    );
  }

  #edit(id: string, change: Partial<Annotation>, step: string): void {
    this.#change(
      this.#latest().map((one) => (one.id === id ? { ...one, ...change } : one)),
      step,
    );
  }

  #change(annotations: readonly Annotation[], step: string): void {
    if (!this.isEditable()) return;
    this.#latest.set(annotations);
    this.changed.emit({ annotations: [...annotations], step });
  }

  #reset(): void {
    this.zoom.set(1);
    this.turns.set(0);
    this.page.set(1);
    this.selected.set(undefined);
    const { preview } = this.file();
    const [width, height] = preview.state === 'ready' ? [preview.width, preview.height] : [null, null];
    this.ratio.set(width && height ? width / height : 0.75);
  }

  async #open(): Promise<void> {
    clearTimeout(this.#timer);
    this.#close();
    const turn = ++this.#opened;
    const [file, source] = [this.file(), this.source()];
    const { preview, kind } = file;
    if (preview.state === 'failed') return this.shown.set({ as: 'failed', fault: preview.reason });
    if (kind === 'audio') return this.shown.set({ as: 'audio', url: source.url(file, 'original') });
    if (kind === 'image') return this.shown.set({ as: 'image', url: source.url(file, 'preview') });
    this.shown.set({ as: 'loading' });
    const shown = kind === 'pdf' ? await this.#openPdf(source, file) : await this.#openDocument(source, file);
    // Another file was opened meanwhile.
    if (turn !== this.#opened) {
      if (shown.as === 'pdf') shown.pdf.close();
      return;
    }
    if (shown.as === 'waiting') this.#waitForPreview();
    else this.shown.set(shown);
  }

  async #openPdf(source: FileSource, file: AttachedFile): Promise<Shown> {
    try {
      const pdf = await this.#pdfFiles.open(source.url(file, 'original'));
      return { as: 'pdf', pdf, first: await pdf.sizeOf(1) };
    } catch (error) {
      const fault = error instanceof PdfUnreadable ? error.fault : 'damaged';
      return fault === 'encrypted' ? { as: 'encrypted' } : { as: 'failed', fault };
    }
  }

  async #openDocument(source: FileSource, file: AttachedFile): Promise<Shown> {
    try {
      return { as: 'document', preview: await source.document(file) };
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.isNetwork && file.preview.state === 'waiting') return { as: 'waiting' };
      return { as: 'failed', fault: problem.isNetwork ? 'network' : 'not-readable' };
    }
  }

  #waitForPreview(): void {
    this.shown.set({ as: 'waiting' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#open(), lookAgainMs);
  }

  #close(): void {
    this.#opened++;
    const shown = this.shown();
    if (shown.as === 'pdf') shown.pdf.close();
  }

  /** Keeps what is in the middle of the view in the middle. */
  #zoomTo(zoom: number): void {
    const area = this.area()?.nativeElement;
    const [x, y] = area
      ? [
          (area.scrollLeft + area.clientWidth / 2) / area.scrollWidth,
          (area.scrollTop + area.clientHeight / 2) / area.scrollHeight,
        ]
      : [0, 0];
    this.zoom.set(zoom);
    if (!area) return;
    requestAnimationFrame(() => {
      area.scrollLeft = x * area.scrollWidth - area.clientWidth / 2;
      area.scrollTop = y * area.scrollHeight - area.clientHeight / 2;
    });
  }

  /** Pinching and the wheel with Ctrl zoom; dragging with the mouse moves, as a finger does by itself. */
  #takeGestures(area: HTMLElement): () => void {
    let pinch: { distance: number; zoom: number } | undefined;
    let drag: { x: number; y: number; left: number; top: number } | undefined;
    const distanceOf = ([one, other]: readonly Touch[]) =>
      one && other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
    const limited = (zoom: number) => Math.min(4, Math.max(0.5, zoom));
    const ended = new AbortController();
    const { signal } = ended;
    const listen = <K extends keyof HTMLElementEventMap>(
      name: K,
      hear: (event: HTMLElementEventMap[K]) => void,
    ) => area.addEventListener(name, hear, { signal, passive: false });
    listen('touchstart', ({ touches }) => {
      pinch = touches.length === 2 ? { distance: distanceOf([...touches]), zoom: this.zoom() } : undefined;
    });
    listen('touchmove', (event) => {
      if (!pinch || event.touches.length !== 2 || pinch.distance === 0) return;
      event.preventDefault();
      this.#zoomTo(limited((pinch.zoom * distanceOf([...event.touches])) / pinch.distance));
    });
    listen('touchend', () => (pinch = undefined));
    listen('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.#zoomTo(limited(this.zoom() * (event.deltaY < 0 ? 1.15 : 1 / 1.15)));
    });
    listen('pointerdown', (event) => {
      if (event.pointerType !== 'mouse' || event.button !== 0 || this.tool() !== 'pointer') return;
      if ((event.target as HTMLElement).closest('button')) return;
      drag = { x: event.clientX, y: event.clientY, left: area.scrollLeft, top: area.scrollTop };
    });
    listen('pointermove', (event) => {
      if (!drag || event.buttons === 0) return;
      area.scrollLeft = drag.left - (event.clientX - drag.x);
      area.scrollTop = drag.top - (event.clientY - drag.y);
    });
    listen('pointerup', () => (drag = undefined));
    return () => ended.abort();
  }
}
