import { Component, computed, DestroyRef, effect, inject, input, linkedSignal, signal } from '@angular/core';
import type { EnrollmentId } from '@bimtek/delivery-contracts';
import {
  getVenueAttendance,
  sendVenuePhoto,
  SessionId,
  tickVenue,
  type VenueList,
  type VenueListId,
} from '@bimtek/live-contracts';
import {
  ApiClient,
  AsDateTime,
  DeskHead,
  Formats,
  ProblemView,
  ProblemWords,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { newId } from '@bimtek/platform-portal/new-id';
import {
  UiBanner,
  UiButton,
  UiCheckbox,
  UiEmpty,
  UiField,
  UiFileDrop,
  UiInput,
  UiSkeleton,
} from '@bimtek/platform-ui';
import { Acting } from '../shared/acting.ts';
import { isTooLarge, smallPhoto } from './small-photo.ts';

/** Ticks are gathered for a moment: 26 people are a handful of requests. */
const PAUSE_MS = 700;

/** People in one hall behind one connection: an official ticks who is there and sends a photo of the signed list. */
@Component({
  selector: 'live-venue-page',
  imports: [
    AsDateTime,
    DeskHead,
    ProblemView,
    ProblemWords,
    TranslocoPipe,
    UiBanner,
    UiButton,
    UiCheckbox,
    UiEmpty,
    UiField,
    UiFileDrop,
    UiInput,
    UiSkeleton,
  ],
  templateUrl: './venue-page.html',
  styleUrl: './venue-page.css',
})
export class VenuePage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly sessionId = input.required<string>();
  readonly #params = computed(() => {
    const sessionId = SessionId.safeParse(this.sessionId()).data;
    return sessionId ? { sessionId } : undefined;
  });
  protected readonly read = this.#api.read(getVenueAttendance, () => {
    const params = this.#params();
    return params && { params, query: {} };
  });
  protected readonly view = computed(() => (this.read.hasValue() ? this.read.value() : undefined));
  protected readonly heading = computed(() => this.view()?.session.title ?? '');

  /** The list that is written on: the newest of one's own, else one that begins with the first tick. */
  protected readonly list = linkedSignal<VenueList | undefined>(() => this.view()?.list ?? undefined);
  readonly #newListId = signal(newId<VenueListId>());
  protected readonly venue = linkedSignal(() => this.view()?.list?.venue ?? '');
  readonly #ticked = linkedSignal<ReadonlySet<EnrollmentId>>(
    () => new Set((this.view()?.items ?? []).flatMap((one) => (one.isTicked ? [one.enrollmentId] : []))),
  );
  protected readonly ticked = computed(() => this.#ticked());
  protected readonly tickedWords = computed(() =>
    this.#words.t('attendance.venue.ticked', { n: this.#ticked().size, all: this.view()?.items.length ?? 0 }),
  );
  protected readonly search = signal('');
  protected readonly rows = computed(() => {
    const wanted = this.search().trim().toLowerCase();
    return (this.view()?.items ?? []).filter(({ name, place }) =>
      [name, place].some((text) => text?.toLowerCase().includes(wanted)),
    );
  });
  protected readonly isLocked = computed(() => !!this.view()?.refusal);
  protected readonly lockedBecause = computed(() => {
    const refusal = this.view()?.refusal;
    return refusal ? this.#words.t(`attendance.problem.${refusal}`) : '';
  });
  protected readonly isPlaceMissing = signal(false);
  protected readonly placeError = computed(() =>
    this.isPlaceMissing() && this.venue().trim().length < 3
      ? this.#words.t('attendance.venue.placeMissing')
      : '',
  );

  protected readonly saving = new Acting();
  protected readonly hasSaved = signal(false);
  /** Changes that the server has not got yet. */
  readonly #waiting = new Map<EnrollmentId, boolean>();
  protected readonly waitingCount = signal(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly sending = new Acting();
  protected readonly photoProblem = signal('');

  constructor() {
    effect(() => {
      const zone = this.view()?.timeZone;
      if (zone) this.#formats.zone.set(zone);
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer);
      if (this.#waiting.size > 0) void this.save();
    });
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected tick(id: EnrollmentId, isOn: boolean): void {
    this.#ticked.update((before) => {
      const after = new Set(before);
      if (isOn) after.add(id);
      else after.delete(id);
      return after;
    });
    this.#waiting.set(id, isOn);
    this.waitingCount.set(this.#waiting.size);
    this.hasSaved.set(false);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), PAUSE_MS);
  }

  /** What was ticked while another save was on its way goes with the next one. */
  protected async save(): Promise<void> {
    const params = this.#params();
    const venue = this.venue().trim();
    if (venue.length < 3) {
      this.isPlaceMissing.set(true);
      return;
    }
    if (!params || this.#waiting.size === 0 || this.saving.isBusy()) return;
    const sent = new Map(this.#waiting);
    const of = (isOn: boolean) => [...sent].flatMap(([id, is]) => (is === isOn ? [id] : []));
    const listId = this.list()?.id ?? this.#newListId();
    const saved = await this.saving.run(() =>
      this.#api.call(tickVenue, {
        params: { ...params, listId },
        body: { venue, ticked: of(true), unticked: of(false) },
      }),
    );
    if (!saved) return;
    for (const [id, isOn] of sent) if (this.#waiting.get(id) === isOn) this.#waiting.delete(id);
    this.waitingCount.set(this.#waiting.size);
    this.list.set(saved);
    this.hasSaved.set(true);
    if (this.#waiting.size > 0) await this.save();
  }

  protected startAnother(): void {
    this.#newListId.set(newId<VenueListId>());
    this.list.set(undefined);
    this.venue.set('');
    this.#ticked.set(new Set());
    this.hasSaved.set(false);
  }

  protected async sendPhoto(file: File): Promise<void> {
    this.photoProblem.set('');
    await this.save();
    const params = this.#params();
    const list = this.list();
    if (!params || !list) return;
    let photo: File;
    try {
      photo = await smallPhoto(file);
    } catch {
      this.photoProblem.set(this.#words.t('attendance.ask.photoUnreadable'));
      return;
    }
    if (isTooLarge(photo)) {
      this.photoProblem.set(this.#words.t('attendance.ask.documentLarge'));
      return;
    }
    const query = { fileName: photo.name };
    const sent = await this.sending.run(() =>
      this.#api.upload(sendVenuePhoto, photo, { params: { ...params, listId: list.id }, query }),
    );
    if (sent) this.list.set(sent);
  }
}
