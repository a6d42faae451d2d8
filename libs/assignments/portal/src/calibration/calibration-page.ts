import { Component, computed, inject, input } from '@angular/core';
import { getMarkerCalibration, getMarkerDrift, getMyDrift, OTHERS_MIN } from '@bimtek/assignments-contracts';
import {
  ApiClient,
  AsNumber,
  DeskHead,
  Formats,
  ProblemView,
  TranslocoPipe,
  Words,
} from '@bimtek/platform-portal';
import { UiBanner, UiEmpty, UiSkeleton } from '@bimtek/platform-ui';
import { BesidePanel } from '../samples/beside-panel.ts';
import { MySamples } from '../samples/my-samples.ts';
import { chartOf } from './drift-chart.ts';

/** How the own marks, or for a master trainer those of one trainer, lie beside those of others. */
@Component({
  selector: 'assignments-calibration-page',
  imports: [
    AsNumber,
    BesidePanel,
    DeskHead,
    MySamples,
    ProblemView,
    TranslocoPipe,
    UiBanner,
    UiEmpty,
    UiSkeleton,
  ],
  templateUrl: './calibration-page.html',
  styleUrl: './calibration-page.css',
})
export class CalibrationPage {
  readonly #api = inject(ApiClient);
  readonly #words = inject(Words);
  readonly #formats = inject(Formats);

  /** From the address; absent for the own marks. */
  readonly personId = input<string | undefined>(undefined);
  protected readonly least = OTHERS_MIN;
  readonly #mine = this.#api.read(getMyDrift, () => (this.personId() ? undefined : {}));
  readonly #other = this.#api.read(getMarkerDrift, () => {
    const personId = this.personId();
    return personId ? { params: { personId } } : undefined;
  });
  readonly #panel = this.#api.read(getMarkerCalibration, () => {
    const personId = this.personId();
    return personId ? { params: { personId } } : undefined;
  });
  /** Of one trainer on samples; the own are shown with the list of them. */
  protected readonly calibrated = computed(() => (this.#panel.hasValue() ? this.#panel.value() : undefined));
  protected readonly read = computed(() => (this.personId() ? this.#other : this.#mine));
  protected readonly drift = computed(() => {
    const read = this.read();
    return read.hasValue() ? read.value() : undefined;
  });
  protected readonly heading = computed(() => {
    const other = this.#other.hasValue() ? this.#other.value() : undefined;
    if (!this.personId()) return this.#words.t('calibration.mine');
    return this.#words.t('calibration.of', { name: other?.name ?? '' });
  });
  protected readonly crumbs = computed(() =>
    this.personId()
      ? [{ label: this.#words.t('calibration.title'), link: '/kelola/penilaian' }]
      : [{ label: this.#words.t('calibration.title'), link: '/kelola/menilai' }],
  );
  protected readonly chart = computed(() => {
    const weeks = this.drift()?.weeks ?? [];
    return weeks.length > 0 ? chartOf(weeks) : undefined;
  });
  protected readonly rows = computed(() =>
    (this.drift()?.weeks ?? []).map(({ week, difference, pieces }) => ({
      week: this.#formats.date(week),
      difference: this.signed(difference),
      pieces: this.#formats.number(pieces),
    })),
  );

  protected reload(): void {
    this.read().reload();
  }

  /** Above nothing with its sign, so that nobody takes it for a score. */
  protected signed(points: number | null | undefined): string {
    if (points === null || points === undefined) return '–';
    const number = this.#formats.number(Math.abs(points), 2);
    return points > 0 ? `+${number}` : points < 0 ? `−${number}` : number;
  }
}
