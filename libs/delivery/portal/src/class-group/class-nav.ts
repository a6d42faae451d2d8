import { Component, computed, inject, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session, TranslocoPipe } from '@bimtek/platform-portal';

/** The parts of a class. Those beyond its people belong to contexts to the right, which show this bar too. */
@Component({
  selector: 'delivery-class-nav',
  imports: [RouterLink, RouterLinkActive, TranslocoPipe],
  template: `
    <nav class="chips" [attr.aria-label]="'delivery.classGroup.nav' | transloco">
      @for (part of parts(); track part.label) {
        <a
          class="chip"
          [routerLink]="part.link"
          routerLinkActive
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{
            paths: 'exact',
            queryParams: 'ignored',
            fragment: 'ignored',
            matrixParams: 'ignored',
          }"
          >{{ 'delivery.classGroup.' + part.label | transloco }}</a
        >
      }
    </nav>
  `,
  styles: `
    :host {
      max-width: 100%;
    }
  `,
})
export class ClassNav {
  readonly #session = inject(Session);
  readonly classGroupId = input.required<string>();
  protected readonly parts = computed(() => {
    const base = ['/kelola/kelas', this.classGroupId()];
    return [
      { label: 'people', link: base, isFor: true },
      { label: 'progress', link: [...base, 'kemajuan'], isFor: this.#session.can('enrollment.read') },
      { label: 'sessions', link: [...base, 'jadwal'], isFor: this.#session.can('session.read') },
      { label: 'attendance', link: [...base, 'kehadiran'], isFor: this.#session.can('attendance.read') },
      { label: 'assignments', link: [...base, 'tugas'], isFor: this.#session.can('assignment.read') },
      { label: 'gradebook', link: [...base, 'buku-nilai'], isFor: this.#session.can('score.read') },
      { label: 'scores', link: [...base, 'nilai'], isFor: this.#session.can('score.read') },
      { label: 'decisions', link: [...base, 'kelulusan'], isFor: this.#session.can('decision.read') },
    ].filter(({ isFor }) => isFor);
  });
}
