import { Service, inject } from '@angular/core';
import { remember } from '@bimtek/platform-portal';
import type { UnsentOf } from '@bimtek/platform-portal';
import { ReadingProgress } from './reading-progress.ts';
import { UnsentPlaces } from './unsent-places.ts';
import { unsentKey } from './unsent-key.ts';

/** Places in lessons that wait on this device. */
@Service()
export class UnsentReading implements UnsentOf {
  readonly #progress = inject(ReadingProgress);

  count(personId: string): number {
    return new UnsentPlaces(personId).all().length;
  }

  async send(): Promise<void> {
    await this.#progress.send();
  }

  discard(personId: string): void {
    remember(unsentKey(personId), null);
  }
}
