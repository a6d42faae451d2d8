import type { Drift, getMarkerDrift } from '@bimtek/assignments-contracts';
import { type Actor, found, type ParamsOf, type ResultOf } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readDrift } from './drift.queries.ts';
import { driftOf } from './drift.rules.ts';

const YEAR = 365 * 86_400_000;

/** How somebody marks beside everybody else. Only they themselves and master trainers are told. */
@Injectable()
export class Calibration {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  mine(me: Actor): Promise<Drift> {
    return this.#drift(me.userId);
  }

  async of({ personId }: ParamsOf<typeof getMarkerDrift>): Promise<ResultOf<typeof getMarkerDrift>> {
    const [trainer]: { name: string }[] = await this.db.query(
      `SELECT i.display_name AS name FROM identity_account i WHERE i.person_id = $1
         AND EXISTS (SELECT FROM delivery_class_trainer t WHERE t.person_id = i.person_id)`,
      [personId],
    );
    return { ...(await this.#drift(personId)), name: found(trainer).name };
  }

  async #drift(personId: string): Promise<Drift> {
    const since = new Date(this.clock.now().getTime() - YEAR);
    return driftOf(await readDrift(this.db.manager, personId, since));
  }
}
