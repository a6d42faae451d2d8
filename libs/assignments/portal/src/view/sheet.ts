import { Component, type ElementRef, computed, input, output, signal, viewChild } from '@angular/core';
import type { Annotation, AnnotationTone, PagePoint } from '@bimtek/assignments-contracts';
import { anchorOf, areaOf, onPage, pathOf, pointAt, strokeOf, type Turns } from './drawing.ts';

export type Tool = 'pointer' | 'box' | 'pin' | 'pen';
export interface Numbered {
  note: Annotation;
  number: number;
  label: string;
}
export interface Drawn {
  page: number;
  kind: Annotation['kind'];
  points: PagePoint[];
}
/** Parts of the page to the right and down. */
export interface Moved {
  id: string;
  dx: number;
  dy: number;
}

const step = 0.01;

/** One page with what is drawn on it, and the surface to draw on. The page itself goes inside. */
@Component({
  selector: 'assignments-sheet',
  templateUrl: './sheet.html',
  styleUrl: './sheet.css',
  host: {
    '[style.aspect-ratio]': 'isOnSide() ? 1 / ratio() : ratio()',
    '[attr.data-tool]': 'tool()',
  },
})
export class Sheet {
  readonly page = input.required<number>();
  /** Width by height of the page as it is stored. */
  readonly ratio = input.required<number>();
  readonly turns = input<Turns>(0);
  readonly notes = input.required<readonly Numbered[]>();
  readonly selected = input<string | undefined>(undefined);
  readonly tool = input<Tool>('pointer');
  readonly tone = input<AnnotationTone>('remark');
  readonly isEditable = input(false);
  /** How a note is moved with the keyboard. */
  readonly moveHint = input('');
  readonly drawn = output<Drawn>();
  readonly picked = output<string>();
  readonly moved = output<Moved>();

  private readonly surface = viewChild.required<ElementRef<HTMLElement>>('surface');
  protected readonly isOnSide = computed(() => this.turns() % 2 === 1);
  protected readonly line = signal<readonly PagePoint[]>([]);
  protected readonly linePath = computed(() => pathOf(this.line()));
  protected readonly lineArea = computed(() => {
    const [first, last] = [this.line()[0], this.line().at(-1)];
    return this.tool() === 'box' && first && last ? boxOf([first, last]) : undefined;
  });
  protected readonly shapes = computed(() =>
    this.notes().map(({ note, number, label }) => {
      const [x, y] = anchorOf(note);
      return {
        note,
        number,
        label,
        left: `${x * 100}%`,
        top: `${y * 100}%`,
        area: note.kind === 'box' ? boxOf(note.points) : undefined,
        path: note.kind === 'pen' ? pathOf(note.points) : undefined,
      };
    }),
  );

  protected begin(event: PointerEvent): void {
    if (!this.isEditable() || this.tool() === 'pointer' || !event.isPrimary || event.button > 0) return;
    event.preventDefault();
    const surface = this.surface().nativeElement;
    surface.setPointerCapture?.(event.pointerId);
    this.line.set([this.#pointOf(event)]);
  }

  protected goOn(event: PointerEvent): void {
    if (this.line().length === 0) return;
    const events = this.tool() === 'pen' ? (event.getCoalescedEvents?.() ?? []) : [];
    const points = (events.length > 0 ? events : [event]).map((one) => this.#pointOf(one));
    this.line.update((line) =>
      this.tool() === 'pen' ? [...line, ...points] : [line[0] as PagePoint, ...points.slice(-1)],
    );
  }

  protected end(event: PointerEvent): void {
    if (this.line().length === 0) return;
    this.goOn(event);
    const line = this.line();
    this.line.set([]);
    const [first, last] = [line[0], line.at(-1)];
    if (!first || !last) return;
    const [page, tool] = [this.page(), this.tool()];
    const points = tool === 'pin' ? [last] : tool === 'box' ? areaOf(first, last) : strokeOf(line);
    if (points && tool !== 'pointer') this.drawn.emit({ page, kind: tool, points });
  }

  protected giveUp(): void {
    this.line.set([]);
  }

  /** Arrow keys move a note, as seen on the screen. */
  protected press(event: KeyboardEvent, note: Annotation): void {
    const far = event.shiftKey ? 5 * step : step;
    const way = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[
      event.key
    ];
    if (!way || !this.isEditable()) return;
    event.preventDefault();
    const [dx, dy] = turnedBack(way[0] ?? 0, way[1] ?? 0, this.turns());
    this.moved.emit({ id: note.id, dx, dy });
  }

  #pointOf(event: PointerEvent): PagePoint {
    return onPage(event, this.surface().nativeElement.getBoundingClientRect(), this.turns());
  }
}

function boxOf(points: readonly PagePoint[]) {
  const [[x1, y1], [x2, y2]] = [points[0] ?? pointAt(0, 0), points[1] ?? pointAt(0, 0)];
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

function turnedBack(dx: number, dy: number, turns: Turns): [number, number] {
  if (turns === 1) return [dy, -dx];
  if (turns === 2) return [-dx, -dy];
  return turns === 3 ? [-dy, dx] : [dx, dy];
}
