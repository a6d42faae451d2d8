import { Component, computed, input } from '@angular/core';
import type { LessonDocument } from '@bimtek/curriculum-contracts';
import { Counted, TranslocoPipe } from '@bimtek/platform-portal';
import { UiIcon, UiPill } from '@bimtek/platform-ui';
import { ExerciseView } from './exercise-view.ts';
import { PlainBlockView } from './plain-block-view.ts';
import { RichTextView } from './rich-text-view.ts';

/**
 * A lesson's text. Each block is one child element with `data-block`, its place in the document, so that a page can
 * find the place where somebody is reading.
 */
@Component({
  selector: 'curriculum-lesson-document',
  imports: [Counted, ExerciseView, PlainBlockView, RichTextView, TranslocoPipe, UiIcon, UiPill],
  templateUrl: './lesson-document-view.html',
  styleUrl: './lesson-document-view.css',
})
export class LessonDocumentView {
  readonly document = input.required<LessonDocument>();
  protected readonly blocks = computed(() => this.document().blocks);
}
