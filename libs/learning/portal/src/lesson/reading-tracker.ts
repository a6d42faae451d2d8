import {
  afterNextRender,
  DestroyRef,
  Directive,
  DOCUMENT,
  ElementRef,
  inject,
  input,
  output,
} from '@angular/core';
import type { ReadingPosition } from '@bimtek/learning-contracts';
import { type BlockEdges, distanceTo, percentSeen, placeAt } from './reading-place.ts';

/** Below the task bar: what stands here is being read. */
const READING_LINE = 72;

/**
 * Watches how far a lesson is scrolled, on the element around its text (`data-block` on each block), and brings a
 * reader back to where they were.
 */
@Directive({ selector: '[learningReadingTracker]', exportAs: 'tracker' })
export class ReadingTracker {
  readonly #window = inject(DOCUMENT).defaultView as Window;
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** Where to begin; read once. */
  readonly startAt = input<ReadingPosition | undefined>(undefined);
  readonly moved = output<{ position: ReadingPosition; percent: number }>();
  /** The last line has been on the screen. */
  readonly endSeen = output<ReadingPosition>();
  /** The reader was brought back to a place. */
  readonly resumed = output<ReadingPosition>();
  #frame = 0;
  #isEndSeen = false;

  constructor() {
    const look = () => {
      this.#frame ||= this.#window.requestAnimationFrame(() => {
        this.#frame = 0;
        this.#look();
      });
    };
    afterNextRender({
      read: () => {
        this.#goTo(this.startAt());
        this.#look();
        this.#window.addEventListener('scroll', look, { passive: true });
        this.#window.addEventListener('resize', look, { passive: true });
      },
    });
    inject(DestroyRef).onDestroy(() => {
      this.#window.cancelAnimationFrame(this.#frame);
      this.#window.removeEventListener('scroll', look);
      this.#window.removeEventListener('resize', look);
    });
  }

  /** Where the reader is now. */
  position(): ReadingPosition {
    return placeAt(READING_LINE, this.#blocks());
  }

  toStart(): void {
    this.#window.scrollTo({ top: 0 });
  }

  #goTo(place: ReadingPosition | undefined): void {
    if (!place || (place.blockIndex === 0 && place.fraction === 0)) return;
    this.#window.scrollBy({ top: distanceTo(place, READING_LINE, this.#blocks()), behavior: 'instant' });
    this.resumed.emit(place);
  }

  #look(): void {
    const blocks = this.#blocks();
    if (blocks.length === 0) return;
    const position = placeAt(READING_LINE, blocks);
    const percent = percentSeen(this.#window.innerHeight, blocks);
    this.moved.emit({ position, percent });
    if (percent >= 100 && !this.#isEndSeen) {
      this.#isEndSeen = true;
      this.endSeen.emit(position);
    }
  }

  #blocks(): BlockEdges[] {
    return [...this.#element.querySelectorAll('[data-block]')].map((block) => block.getBoundingClientRect());
  }
}
