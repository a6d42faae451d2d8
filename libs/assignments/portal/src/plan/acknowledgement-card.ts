import { Component, computed, inject, input, output, signal } from '@angular/core';
import {
  type Acknowledgement,
  type AssignmentCode,
  type AttachedFile,
  acknowledgePlan,
  type PlanFacts,
} from '@bimtek/assignments-contracts';
import {
  ApiClient,
  type ApiProblem,
  asProblem,
  Formats,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiField, UiInput } from '@bimtek/platform-ui';
import { AttachFiles } from '../files/attach-files.ts';
import { FileUploads } from '../files/file-uploads.ts';
import { PlanText } from './fields/plan-text.ts';

/** That the village head knows of the plan, when it follows after the plan was handed in. */
@Component({
  selector: 'plan-acknowledgement-card',
  providers: [FileUploads],
  imports: [AttachFiles, PlanText, ProblemWords, TranslocoPipe, UiBanner, UiButton, UiField, UiInput],
  template: `
    <section class="card stack" aria-labelledby="kepala-desa">
      <h2 id="kepala-desa">{{ 'plan.acknowledge.title' | transloco }}</h2>
      @if (facts().today > facts().acknowledgeUntil) {
        <p>{{ 'plan.acknowledge.overdue' | transloco: { date: until() } }}</p>
      } @else {
        <p>{{ 'plan.acknowledge.owed' | transloco: { date: until() } }}</p>
        @if (isOpen()) {
          <plan-text
            path="mengetahui.nama"
            [label]="'plan.closing.name' | transloco"
            [value]="name()"
            [max]="120"
            [error]="errors().name"
            (typed)="name.set($event)"
          />
          <ui-field [label]="'plan.closing.date' | transloco" [error]="errors().date">
            <input
              #day
              uiInput
              type="date"
              id="mengetahui.tanggal"
              [max]="facts().today"
              [value]="date()"
              (change)="date.set(day.value)"
            />
          </ui-field>
          <plan-text
            path="mengetahui.bukti"
            [label]="'plan.closing.evidence' | transloco"
            [hint]="'plan.closing.evidenceHint' | transloco"
            [value]="evidence()"
            [max]="300"
            [error]="errors().evidence"
            (typed)="evidence.set($event)"
          />
          <div class="stack tight">
            <h3>{{ 'plan.acknowledge.photo' | transloco }}</h3>
            <p class="quiet small">{{ 'plan.acknowledge.photoHint' | transloco }}</p>
            <assignments-attach-files
              [uploads]="uploads"
              [kinds]="kinds"
              [files]="photos()"
              [isReadOnly]="isSending()"
              (removed)="photo.set(undefined)"
            />
          </div>
          @if (uploads.isUnderway()) {
            <p class="quiet small" role="status">{{ 'plan.acknowledge.photoWaits' | transloco }}</p>
          }
          @if (problem(); as problem) {
            <ui-banner tone="bad" [inset]="true">{{ problem | problemWords }}</ui-banner>
          }
          <p class="quiet small">{{ 'plan.acknowledge.once' | transloco }}</p>
          <button
            uiButton
            type="button"
            [busy]="isSending()"
            [disabled]="uploads.isUnderway()"
            (click)="send()"
          >
            {{ 'plan.acknowledge.send' | transloco }}
          </button>
        } @else {
          <button uiButton="outline" size="slim" type="button" (click)="open()">
            {{ 'plan.acknowledge.add' | transloco }}
          </button>
        }
      }
    </section>
  `,
})
export class AcknowledgementCard {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly code = input.required<AssignmentCode>();
  readonly facts = input.required<PlanFacts>();
  readonly recorded = output<Acknowledgement>();

  protected readonly uploads = inject(FileUploads);
  protected readonly kinds = ['image'] as const;
  /** Of the sheet that was signed; the last one that was chosen. */
  protected readonly photo = signal<AttachedFile | undefined>(undefined);
  protected readonly photos = computed(() => {
    const photo = this.photo();
    return photo ? [photo] : [];
  });
  protected readonly isOpen = signal(false);
  protected readonly name = signal('');
  protected readonly date = signal('');
  protected readonly evidence = signal('');
  protected readonly isAsked = signal(false);
  protected readonly isSending = signal(false);
  protected readonly problem = signal<ApiProblem | undefined>(undefined);
  protected readonly until = computed(() => this.#formats.date(this.facts().acknowledgeUntil));
  readonly #faults = computed(() => ({
    name: this.name().trim().length < 3,
    date: this.date() === '' || this.date() > this.facts().today,
    evidence: this.evidence().trim().length < 3,
  }));
  protected readonly errors = computed(() => {
    const said = (isBad: boolean, words: string) => (this.isAsked() && isBad ? words : '');
    const { name, date, evidence } = this.#faults();
    return {
      name: said(name, this.#words.t('plan.acknowledge.nameShort')),
      date: said(date, this.#words.t('plan.acknowledge.dateBad')),
      evidence: said(evidence, this.#words.t('plan.acknowledge.nameShort')),
    };
  });

  /** Opens the form, and goes on with a photo that was on its way before. */
  protected open(): void {
    this.isOpen.set(true);
    this.uploads.start(this.code(), (file) => this.photo.set(file));
  }

  protected async send(): Promise<void> {
    this.isAsked.set(true);
    if (Object.values(this.#faults()).some(Boolean) || this.isSending() || this.uploads.isUnderway()) return;
    this.isSending.set(true);
    this.problem.set(undefined);
    try {
      const fileId = this.photo()?.id ?? null;
      const body = { name: this.name(), date: this.date(), evidence: this.evidence(), fileId };
      const params = { assignmentCode: this.code() };
      this.recorded.emit(await this.#api.call(acknowledgePlan, { params, body }));
    } catch (error) {
      this.problem.set(asProblem(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
