import { Component, computed, effect, inject, model, output, signal } from '@angular/core';
import { findRecordings, RecordingLink, type Session, setRecording } from '@bimtek/live-contracts';
import { ApiClient, Formats, ProblemWords, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiDialog, UiField, UiInput } from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';

/** What is left for those who lost the signal: a link to the recording, and half a page of what was said. */
@Component({
  selector: 'live-recording-dialog',
  imports: [ProblemWords, TranslocoPipe, UiBanner, UiButton, UiDialog, UiField, UiInput],
  template: `
    <ui-dialog
      [open]="session() !== undefined"
      (openChange)="$event || session.set(undefined)"
      [heading]="'schedule.plan.recording.title' | transloco: { title: session()?.title }"
    >
      <ui-field
        [label]="'schedule.plan.recording.url' | transloco"
        [hint]="'schedule.plan.recording.urlHint' | transloco"
        [error]="urlError()"
      >
        <input
          uiInput
          #address
          type="url"
          maxlength="500"
          autocomplete="off"
          [value]="url()"
          (input)="url.set(address.value)"
        />
      </ui-field>
      @if (session()?.stage?.provider === 'bigbluebutton') {
        <button uiButton="outline" size="slim" type="button" [busy]="finding.isBusy()" (click)="find()">
          {{ 'schedule.plan.recording.find' | transloco }}
        </button>
        @if (found(); as found) {
          <ul class="found">
            @for (one of found; track one.url) {
              <li>
                <span class="num">{{ one.words }}</span>
                <button uiButton="quiet" size="small" type="button" (click)="url.set(one.url)">
                  {{ 'schedule.plan.recording.use' | transloco }}
                </button>
              </li>
            } @empty {
              <li class="quiet">{{ 'schedule.plan.recording.foundNone' | transloco }}</li>
            }
          </ul>
        }
      }
      <ui-field
        [label]="'schedule.plan.recording.summary' | transloco"
        [hint]="'schedule.plan.recording.summaryHint' | transloco"
      >
        <textarea
          uiInput
          #text
          rows="10"
          maxlength="10000"
          [value]="summary()"
          (input)="summary.set(text.value)"
        ></textarea>
      </ui-field>
      @if (acting.problem() ?? finding.problem(); as problem) {
        <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
      }
      <ng-container actions>
        <button uiButton="outline" type="button" (click)="session.set(undefined)">
          {{ 'platform.action.cancel' | transloco }}
        </button>
        <button uiButton type="button" [busy]="acting.isBusy()" (click)="save()">
          {{ 'schedule.plan.recording.save' | transloco }}
        </button>
      </ng-container>
    </ui-dialog>
  `,
  styles: `
    .found li {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
    }
  `,
})
export class RecordingDialog {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly session = model<Session | undefined>(undefined);
  readonly done = output<string>();
  protected readonly acting = new Acting();
  protected readonly finding = new Acting();
  protected readonly hasAsked = signal(false);
  protected readonly url = signal('');
  protected readonly summary = signal('');
  protected readonly found = signal<{ url: string; words: string }[] | undefined>(undefined);
  readonly #isRight = computed(() => this.url().trim() === '' || RecordingLink.safeParse(this.url()).success);
  protected readonly urlError = computed(() =>
    this.hasAsked() && !this.#isRight() ? this.#words.t('schedule.plan.recording.urlWrong') : '',
  );

  constructor() {
    effect(() => {
      const session = this.session();
      if (!session) return;
      this.url.set(session.recordingUrl ?? '');
      this.summary.set(session.summary ?? '');
      this.found.set(undefined);
      this.hasAsked.set(false);
      this.acting.forget();
      this.finding.forget();
    });
  }

  protected async find(): Promise<void> {
    const session = this.session();
    if (!session) return;
    const params = { sessionId: session.id };
    const found = await this.finding.run(() => this.#api.call(findRecordings, { params }));
    this.found.set(
      found?.items.map(({ url, minutes, startedAt }) => ({
        url,
        words: this.#words.t('schedule.plan.recording.found', {
          at: this.#formats.dateTime(startedAt),
          minutes: this.#formats.minutes(minutes ?? 0),
        }),
      })),
    );
  }

  protected async save(): Promise<void> {
    this.hasAsked.set(true);
    const session = this.session();
    if (!session || !this.#isRight()) return;
    const saved = await this.acting.run(() =>
      this.#api.call(setRecording, {
        params: { sessionId: session.id },
        body: { recordingUrl: this.url().trim() || null, summary: this.summary().trim() || null },
      }),
    );
    if (!saved) return;
    this.session.set(undefined);
    this.done.emit(this.#words.t('schedule.plan.recording.done'));
  }
}
