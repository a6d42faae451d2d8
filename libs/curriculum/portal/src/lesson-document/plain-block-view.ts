import { Component, input } from '@angular/core';
import { assetUrl, type PlainBlock } from '@bimtek/curriculum-contracts';
import { RichTextView } from './rich-text-view.ts';

/** A paragraph, list, quote, table or figure, by itself or inside a frame. */
@Component({
  selector: 'curriculum-plain-block',
  imports: [RichTextView],
  templateUrl: './plain-block-view.html',
  styleUrl: './plain-block-view.css',
})
export class PlainBlockView {
  readonly block = input.required<PlainBlock>();
  /** The first paragraph of a lesson, which says what it is about. */
  readonly isLead = input(false);
  protected readonly assetUrl = assetUrl;
}
