import { Component, computed, inject, model, signal } from '@angular/core';
import { Counted, Formats, Session, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiButton, UiDialog, UiField, UiInput, UiSegment } from '@bimtek/platform-ui';
import { PeopleStore } from './people-store.ts';

/** What leaves the portal: which kind of file, with masked or whole numbers, and what it is for. */
@Component({
  selector: 'delivery-export-dialog',
  imports: [Counted, TranslocoPipe, UiButton, UiDialog, UiField, UiInput, UiSegment],
  template: `
    <ui-dialog [(open)]="open" [heading]="'delivery.export.heading' | transloco">
      <div class="fields">
        <p>{{ 'delivery.export.about' | counted: total() : { n: formats.number(total()) } }}</p>
        <ui-segment [legend]="'delivery.export.format' | transloco" [choices]="kinds()" [(value)]="format" />
        @if (isOffice()) {
          <ui-segment
            [legend]="'delivery.export.phones' | transloco"
            [choices]="phoneKinds()"
            [(value)]="phones"
          />
          <ui-field
            [label]="'delivery.export.reason' | transloco"
            [hint]="'delivery.export.reasonHint' | transloco"
            [error]="error()"
          >
            <input #box uiInput maxlength="500" [value]="reason()" (input)="reason.set(box.value)" />
          </ui-field>
        }
      </div>
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="open.set(false)">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        <a uiButton [href]="url()" download (click)="take($event)">{{ 'delivery.export.act' | transloco }}</a>
      </ng-container>
    </ui-dialog>
  `,
  styles: `
    .fields {
      display: grid;
      gap: 16px;
    }
  `,
})
export class ExportDialog {
  readonly #words = inject(Words);
  readonly #session = inject(Session);
  readonly #store = inject(PeopleStore);
  protected readonly formats = inject(Formats);
  readonly open = model.required<boolean>();

  protected readonly format = signal('xlsx');
  protected readonly phones = signal('masked');
  protected readonly reason = signal('');
  readonly #hasAsked = signal(false);
  protected readonly total = computed(() => this.#store.total() ?? 0);
  /** Provinces and the country may take whole numbers, and say what for. */
  protected readonly isOffice = computed(() =>
    ['province', 'national'].includes(this.#session.view()?.scope.level ?? ''),
  );
  readonly #isMissing = computed(() => this.isOffice() && this.reason().trim().length < 5);
  protected readonly error = computed(() =>
    this.#hasAsked() && this.#isMissing() ? this.#words.t('delivery.export.reasonMissing') : '',
  );
  protected readonly kinds = computed(() => this.#choices(['xlsx', 'csv']));
  protected readonly phoneKinds = computed(() => this.#choices(['masked', 'whole']));
  protected readonly url = computed(() => {
    const format = this.format() === 'csv' ? 'csv' : 'xlsx';
    if (!this.isOffice()) return this.#store.fileUrl(format);
    const phones = this.phones() === 'whole' ? 'whole' : 'masked';
    return this.#store.fileUrl(format, { phones, reason: this.reason().trim() });
  });

  /** The browser fetches the file by itself; what is missing is said here, before it asks. */
  protected take(event: Event): void {
    this.#hasAsked.set(true);
    if (this.#isMissing()) return event.preventDefault();
    this.open.set(false);
    this.reason.set('');
    this.#hasAsked.set(false);
  }

  #choices(values: readonly string[]): { value: string; label: string }[] {
    return values.map((value) => ({ value, label: this.#words.t(`delivery.export.${value}`) }));
  }
}
