import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { getHealth } from '@bimtek/platform-contracts';
import { ApiClient, Formats, TranslocoPipe, Words } from '@bimtek/platform-portal';
import { UiBanner, UiButton, UiIcon, UiPill } from '@bimtek/platform-ui';
import { middleOf, type LinkVerdict, verdictOf } from './link-check.ts';

const TRIPS = 10;
/** What takes longer than this is lost for anybody who listens. */
const PATIENCE_MS = 5_000;
const tones = { good: 'done', fair: 'now', poor: 'now', none: 'bad' } as const satisfies Record<
  LinkVerdict,
  string
>;

type Part = 'socket' | 'sound' | 'video' | 'storage';

/** To try out speaker, signal and browser before the first session; nothing is recorded or sent. */
@Component({
  selector: 'live-rehearsal-page',
  imports: [TranslocoPipe, UiBanner, UiButton, UiIcon, UiPill],
  templateUrl: './rehearsal-page.html',
  styleUrl: './rehearsal-page.css',
})
export class RehearsalPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);
  readonly #trips = signal<(number | null)[]>([]);
  #sound: AudioContext | undefined;

  protected readonly isTesting = signal(false);
  protected readonly progress = computed(() => (this.#trips().length / TRIPS) * 100);
  protected readonly link = computed(() => {
    const trips = this.#trips();
    if (this.isTesting() || trips.length === 0) return undefined;
    const verdict = verdictOf(trips);
    return {
      tone: tones[verdict],
      icon: verdict === 'none' ? ('signal-off' as const) : ('signal' as const),
      words: this.#words.t(`schedule.rehearsal.signalVerdict.${verdict}`),
      facts: this.#words.t('schedule.rehearsal.signalFacts', {
        ms: this.#formats.number(Math.round(middleOf(trips) ?? 0)),
        lost: trips.filter((trip) => trip === null).length,
        all: trips.length,
      }),
    };
  });
  protected readonly speaker = signal<'unknown' | 'played' | 'heard' | 'silent' | 'missing'>('unknown');
  protected readonly parts: { part: Part; works: boolean }[] = [
    { part: 'socket', works: 'WebSocket' in window },
    { part: 'sound', works: 'AudioContext' in window },
    { part: 'video', works: 'RTCPeerConnection' in window },
    { part: 'storage', works: 'indexedDB' in window },
  ];
  protected readonly hasVideo = this.parts.some(({ part, works }) => part === 'video' && works);

  constructor() {
    inject(DestroyRef).onDestroy(() => void this.#sound?.close());
  }

  /** Some small requests one after the other; the first opens the connection and does not count. */
  protected async test(): Promise<void> {
    if (this.isTesting()) return;
    this.isTesting.set(true);
    this.#trips.set([]);
    await this.#trip();
    for (let trip = 0; trip < TRIPS; trip++) {
      const ms = await this.#trip();
      this.#trips.update((trips) => [...trips, ms]);
    }
    this.isTesting.set(false);
  }

  async #trip(): Promise<number | null> {
    const began = performance.now();
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
    const back = this.#api.call(getHealth).then(
      () => performance.now() - began,
      () => null,
    );
    return Promise.race([back, late]);
  }

  /** Three rising tones, softly begun and ended. */
  protected async play(): Promise<void> {
    if (!('AudioContext' in window)) {
      this.speaker.set('missing');
      return;
    }
    this.#sound ??= new AudioContext();
    const sound = this.#sound;
    await sound.resume();
    [440, 554, 659].forEach((frequency, tone) => {
      const begins = sound.currentTime + tone * 0.45;
      const [voice, volume] = [sound.createOscillator(), sound.createGain()];
      voice.frequency.value = frequency;
      volume.gain.setValueAtTime(0, begins);
      volume.gain.linearRampToValueAtTime(0.25, begins + 0.05);
      volume.gain.linearRampToValueAtTime(0, begins + 0.4);
      voice.connect(volume).connect(sound.destination);
      voice.start(begins);
      voice.stop(begins + 0.42);
    });
    this.speaker.set('played');
  }
}
