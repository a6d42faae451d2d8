import { Component } from '@angular/core';

let patterns = 0;

/** The batik kawung as thin lines, filling its parent. Only for the sign-in page and the certificate. */
@Component({
  selector: 'ui-kawung',
  host: { class: 'kawung', 'aria-hidden': 'true' },
  template: `
    <svg>
      <defs>
        <pattern [attr.id]="id" width="64" height="64" patternUnits="userSpaceOnUse" viewBox="0 0 40 40">
          <g fill="none" stroke="currentColor" stroke-width="0.8">
            <g transform="rotate(45 10 10)">
              <ellipse cx="10" cy="10" rx="11.6" ry="6.2" />
              <path d="M4.4 10h3M12.6 10h3" />
            </g>
            <g transform="rotate(-45 30 10)">
              <ellipse cx="30" cy="10" rx="11.6" ry="6.2" />
              <path d="M24.4 10h3M32.6 10h3" />
            </g>
            <g transform="rotate(-45 10 30)">
              <ellipse cx="10" cy="30" rx="11.6" ry="6.2" />
              <path d="M4.4 30h3M12.6 30h3" />
            </g>
            <g transform="rotate(45 30 30)">
              <ellipse cx="30" cy="30" rx="11.6" ry="6.2" />
              <path d="M24.4 30h3M32.6 30h3" />
            </g>
            <path
              d="M20-2.5 22.5 0 20 2.5 17.5 0zM20 37.5l2.5 2.5-2.5 2.5-2.5-2.5zM-2.5 20 0 17.5 2.5 20 0 22.5zM37.5 20l2.5-2.5 2.5 2.5-2.5 2.5z"
            />
          </g>
        </pattern>
      </defs>
      <rect width="100%" height="100%" [attr.fill]="'url(#' + id + ')'" />
    </svg>
  `,
})
export class UiKawung {
  protected readonly id = `kawung-${++patterns}`;
}
