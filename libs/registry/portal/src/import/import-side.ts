import { Component, computed, input, signal } from '@angular/core';
import type { Import } from '@bimtek/platform-contracts';
import { AsNumber, Counted, TranslocoPipe } from '@bimtek/platform-portal';
import { UiButton, UiIcon } from '@bimtek/platform-ui';
import { DecreeEffect, LibraryType, SupportKind } from '@bimtek/registry-contracts';

const provincesShown = 6;

/** Beside the rows: what is or would be created and changed, what stays out, and where. */
@Component({
  selector: 'registry-import-side',
  imports: [AsNumber, Counted, TranslocoPipe, UiButton, UiIcon],
  templateUrl: './import-side.html',
  styleUrl: './import-side.css',
})
export class ImportSide {
  readonly item = input.required<Import>();
  readonly downloadUrl = input.required<string>();

  readonly #place = signal(0);
  protected readonly hasAllProvinces = signal(false);

  protected readonly heading = computed(() => {
    const { state } = this.item();
    if (state === 'applied') return 'outcome';
    return state === 'applying' ? 'soFar' : 'ifApplied';
  });
  protected readonly effects = computed(() => {
    const { effects } = this.item();
    return DecreeEffect.options
      .map((effect) => ({ effect, count: effects[effect] ?? 0 }))
      .filter(({ effect, count }) => count > 0 || effect.startsWith('new'));
  });
  protected readonly sample = computed(() => {
    const { samples } = this.item();
    const place = this.#place() % Math.max(1, samples.length);
    const sample = samples[place];
    return sample ? { ...sample, place: place + 1, total: samples.length } : undefined;
  });
  protected readonly problemCount = computed(() =>
    Object.values(this.item().problemCounts).reduce((sum, count) => sum + count, 0),
  );
  protected readonly provinces = computed(() => {
    const { groups } = this.item();
    const most = Math.max(1, ...groups.map(({ count }) => count));
    const shown = this.hasAllProvinces() ? groups : groups.slice(0, provincesShown);
    return shown.map((group) => ({ ...group, share: (group.count / most) * 100 }));
  });
  protected readonly hiddenProvinces = computed(() => this.item().groups.length - this.provinces().length);

  protected nextSample(): void {
    this.#place.update((place) => place + 1);
  }

  /** Values that are words of ours, not of the file. */
  protected isWord(value: string): boolean {
    return LibraryType.safeParse(value).success || SupportKind.safeParse(value).success;
  }
}
