import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  askCorrection,
  askExcuse,
  type CorrectionId,
  type ExcuseId,
  type ExcuseKind,
  type MySessionAttendance,
} from '@bimtek/live-contracts';
import { ApiClient, AsDateTime, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import {
  UiBanner,
  UiButton,
  UiDialog,
  UiField,
  UiFileDrop,
  UiIcon,
  UiInput,
  UiSegment,
} from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { isTooLarge, smallPhoto } from './small-photo.ts';

/** What a trainee may ask for about one session, and what became of it. */
@Component({
  selector: 'live-ask-requests',
  imports: [
    AsDateTime,
    ProblemWords,
    RouterLink,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiDialog,
    UiField,
    UiFileDrop,
    UiIcon,
    UiInput,
    UiSegment,
  ],
  templateUrl: './ask-requests.html',
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
  `,
})
export class AskRequests {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly mine = input.required<MySessionAttendance>();
  /** There is something more urgent on the page. */
  readonly isQuiet = input(false);
  readonly changed = output();

  protected readonly acting = new Acting();
  protected readonly asking = signal<'correction' | 'excuse' | undefined>(undefined);
  protected readonly hasAsked = signal(false);
  protected readonly reason = signal('');
  protected readonly note = signal('');
  protected readonly kind = signal<string>('sick');
  protected readonly document = signal<File | undefined>(undefined);
  protected readonly fileProblem = signal('');
  #id = newId();

  protected readonly kinds = computed(() =>
    (['sick', 'permitted'] as const).map((value) => ({
      value,
      label: this.#words.t(`attendance.ask.${value}`),
    })),
  );
  protected readonly reasonError = computed(() =>
    this.hasAsked() && this.reason().trim().length < 10 ? this.#words.t('attendance.ask.reasonMissing') : '',
  );
  protected readonly noteError = computed(() =>
    this.hasAsked() && this.note().trim().length < 5 ? this.#words.t('attendance.ask.noteMissing') : '',
  );
  protected readonly documentError = computed(
    () =>
      this.fileProblem() ||
      (this.hasAsked() && !this.document() ? this.#words.t('attendance.ask.documentMissing') : ''),
  );

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected ask(what: 'correction' | 'excuse'): void {
    this.acting.forget();
    this.hasAsked.set(false);
    this.#id = newId();
    this.asking.set(what);
  }

  protected async pick(file: File): Promise<void> {
    this.fileProblem.set('');
    try {
      const small = await smallPhoto(file);
      if (isTooLarge(small)) this.fileProblem.set(this.#words.t('attendance.ask.documentLarge'));
      else this.document.set(small);
    } catch {
      this.fileProblem.set(this.#words.t('attendance.ask.photoUnreadable'));
    }
  }

  protected async sendCorrection(): Promise<void> {
    this.hasAsked.set(true);
    if (this.reasonError()) return;
    const params = { sessionId: this.mine().session.id };
    const body = { id: this.#id as CorrectionId, reason: this.reason().trim() };
    await this.#finish(() => this.#api.call(askCorrection, { params, body }));
  }

  protected async sendExcuse(): Promise<void> {
    this.hasAsked.set(true);
    const document = this.document();
    if (this.noteError() || !document) return;
    const params = { sessionId: this.mine().session.id };
    const query = {
      id: this.#id as ExcuseId,
      kind: this.kind() as ExcuseKind,
      note: this.note().trim(),
      fileName: document.name,
    };
    await this.#finish(() => this.#api.upload(askExcuse, document, { params, query }));
  }

  async #finish(act: () => Promise<unknown>): Promise<void> {
    const done = await this.acting.run(act);
    if (!done) return;
    this.asking.set(undefined);
    this.changed.emit();
  }
}
