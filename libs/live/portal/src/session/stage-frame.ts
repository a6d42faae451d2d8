import { Component, computed, inject, input } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';

/** A meeting or film in a frame. The page's own policy lets in only the hosts that are set up for stages. */
@Component({
  selector: 'live-stage-frame',
  template: `
    <iframe
      [src]="source()"
      [title]="label()"
      allow="camera; microphone; display-capture; autoplay; fullscreen; picture-in-picture"
      referrerpolicy="strict-origin-when-cross-origin"
    ></iframe>
  `,
  styles: `
    iframe {
      display: block;
      width: 100%;
      aspect-ratio: 16 / 9;
      min-height: 220px;
      border: 0;
      border-radius: var(--radius-m);
      background: var(--surface-2);
    }
  `,
})
export class StageFrame {
  readonly #sanitizer = inject(DomSanitizer);
  readonly address = input.required<string>();
  readonly label = input.required<string>();
  protected readonly source = computed(() => {
    const url = URL.parse(this.address());
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
    return this.#sanitizer.bypassSecurityTrustResourceUrl(isWeb ? url.href : 'about:blank');
  });
}
