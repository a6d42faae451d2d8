import { Component, effect, ElementRef, inject, input, ViewEncapsulation } from '@angular/core';

/**
 * A meeting or film in a frame. The page's own policy lets in only the hosts that are set up for stages, and nothing that is no web
 * address is asked of it. The frame is made by hand: bound in a template it would bring Angular's sanitizer of pages into the
 * first load of everybody.
 */
@Component({
  selector: 'live-stage-frame',
  template: '',
  // The frame is not of the template and has no mark of it.
  encapsulation: ViewEncapsulation.None,
  styles: `
    live-stage-frame {
      display: block;
    }
    live-stage-frame > iframe {
      display: block;
      width: 100%;
      aspect-ratio: 16 / 9;
      min-height: 220px;
      border: 0;
      border-radius: var(--radius);
      background: var(--surface-2);
    }
  `,
})
export class StageFrame {
  readonly #host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly address = input.required<string>();
  readonly label = input.required<string>();

  constructor() {
    effect(() => {
      const url = URL.parse(this.address());
      const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
      const frame = this.#host.ownerDocument.createElement('iframe');
      frame.title = this.label();
      frame.allow = 'camera; microphone; display-capture; autoplay; fullscreen; picture-in-picture';
      // Films refuse to play for whoever does not say where they are shown.
      frame.referrerPolicy = 'strict-origin-when-cross-origin';
      frame.src = isWeb ? url.href : 'about:blank';
      this.#host.replaceChildren(frame);
    });
  }
}
