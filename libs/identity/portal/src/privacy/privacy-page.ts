import { Component } from '@angular/core';
import { TranslocoPipe } from '@bimtek/platform-portal';
import { PublicFrame } from '../public-frame.ts';

@Component({
  selector: 'identity-privacy-page',
  imports: [PublicFrame, TranslocoPipe],
  template: `
    <identity-public-frame
      [compact]="true"
      [heading]="'identity.privacy.title' | transloco"
      [text]="'identity.privacy.lead' | transloco"
    >
      @for (part of ['what', 'why', 'who', 'rights']; track part) {
        <section>
          <h2>{{ 'identity.privacy.' + part | transloco }}</h2>
          <p>{{ 'identity.privacy.' + part + 'Text' | transloco }}</p>
        </section>
      }
    </identity-public-frame>
  `,
})
export class PrivacyPage {}
