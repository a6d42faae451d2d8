import { Component, input } from '@angular/core';
import type { AssignmentBrief } from '@bimtek/curriculum-contracts';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { LessonDocumentView } from '../lesson-document/lesson-document-view.ts';

/** What is to be made, how one checks it oneself, and by what it will be marked. Needs the words of `lesson`. */
@Component({
  selector: 'curriculum-assignment-brief',
  imports: [LessonDocumentView, TranslocoPipe],
  templateUrl: './assignment-brief-view.html',
  styleUrl: './assignment-brief-view.css',
})
export class AssignmentBriefView {
  readonly brief = input.required<AssignmentBrief>();
}
