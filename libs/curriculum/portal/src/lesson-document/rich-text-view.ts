import { NgTemplateOutlet } from '@angular/common';
import { Component, input } from '@angular/core';
import type { RichText } from '@bimtek/curriculum-contracts';

/** Runs of text with their marks. Everything is bound as text; there is no HTML to sanitize. */
@Component({
  selector: 'curriculum-rich-text',
  imports: [NgTemplateOutlet],
  template: `
    @for (run of text(); track $index) {
      @if (run.href; as href) {
        <a [href]="href" target="_blank" rel="noopener noreferrer"
          ><ng-container *ngTemplateOutlet="words; context: { run }"
        /></a>
      } @else {
        <ng-container *ngTemplateOutlet="words; context: { run }" />
      }
    }
    <ng-template #words let-run="run">
      @if (run.isStrong && run.isEmphasis) {
        <strong
          ><em>{{ run.text }}</em></strong
        >
      } @else if (run.isStrong) {
        <strong>{{ run.text }}</strong>
      } @else if (run.isEmphasis) {
        <em>{{ run.text }}</em>
      } @else {
        <ng-container>{{ run.text }}</ng-container>
      }
    </ng-template>
  `,
  styles: `
    :host {
      display: contents;
    }
    /* The typeface has no italics; the browser may slant it here, so that emphasis is seen. */
    em {
      font-style: italic;
      font-synthesis: style;
    }
  `,
})
export class RichTextView {
  readonly text = input.required<RichText>();
}
