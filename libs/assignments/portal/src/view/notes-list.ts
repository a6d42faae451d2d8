import { Component, ElementRef, computed, effect, inject, input, output, untracked } from '@angular/core';
import { type Annotation, ANNOTATION_TEXT_MAX, AnnotationTone } from '@bimtek/assignments-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { UiIconButton, UiInput } from '@bimtek/platform-ui';
import type { Numbered } from './sheet.ts';

/** The notes on a file in words, beside it or below it; the one that is open can be written. */
@Component({
  selector: 'assignments-notes-list',
  imports: [TranslocoPipe, UiIconButton, UiInput],
  templateUrl: './notes-list.html',
  styleUrl: './notes-list.css',
})
export class NotesList {
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly notes = input.required<readonly Numbered[]>();
  readonly selected = input<string | undefined>(undefined);
  readonly isEditable = input(false);
  readonly pages = input(1);
  readonly picked = output<string>();
  readonly written = output<{ id: string; text: string }>();
  readonly toned = output<{ id: string; tone: AnnotationTone }>();
  readonly removed = output<string>();

  protected readonly max = ANNOTATION_TEXT_MAX;
  protected readonly tones = AnnotationTone.options;
  protected readonly open = computed(() => (this.isEditable() ? this.selected() : undefined));

  constructor() {
    // In a long list the note that was picked on the page comes into sight.
    effect(() => {
      const id = this.selected();
      if (id) untracked(() => setTimeout(() => this.#cardOf(id)?.scrollIntoView?.({ block: 'nearest' })));
    });
  }

  /** For a note that was just made. */
  write(id: string): void {
    this.#cardOf(id)?.querySelector('textarea')?.focus();
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLTextAreaElement).value;
  }

  protected idOf(note: Annotation): string {
    return `catatan-${note.id}`;
  }

  #cardOf(id: string): HTMLElement | null {
    return this.#host.querySelector<HTMLElement>(`[data-card="${id}"]`);
  }
}
