import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UiButton, UiIcon } from '@bimtek/platform-ui';
import type { StageCard as Card } from './stage-words.ts';

/** Where the next step would stand: what is going on instead, and the one way on if there is one. */
@Component({
  selector: 'insight-stage-card',
  imports: [RouterLink, UiButton, UiIcon],
  template: `
    @let shown = card();
    <section aria-labelledby="keadaan">
      <div class="head">
        <div>
          @if (shown.where) {
            <p class="eyebrow">{{ shown.where }}</p>
          }
          <h2 id="keadaan">{{ shown.title }}</h2>
        </div>
        <ui-icon [name]="shown.icon" />
      </div>
      <p class="text">{{ shown.text }}</p>
      @if (shown.act; as act) {
        <a uiButton="cloth" [routerLink]="act.link">{{ act.label }}<ui-icon name="arrow" size="s" /></a>
      }
    </section>
  `,
  styles: `
    section {
      padding: 20px;
      border-radius: var(--radius);
      background: var(--nila-700);
      color: var(--kertas-0);
      box-shadow: var(--shadow);
    }
    .head {
      display: flex;
      justify-content: space-between;
      gap: 16px;
    }
    .head > ui-icon {
      color: var(--kunyit-300);
    }
    .eyebrow {
      color: var(--nila-100);
    }
    h2 {
      margin-top: 4px;
      font-size: var(--title-s);
      text-wrap: pretty;
      overflow-wrap: anywhere;
    }
    .text {
      margin-top: 12px;
      color: var(--nila-100);
      font-weight: 500;
      overflow-wrap: anywhere;
    }
    a {
      margin-top: 20px;
    }
    a:focus-visible {
      outline-color: var(--kunyit-300);
    }
  `,
})
export class StageCard {
  readonly card = input.required<Card>();
}
