import { commonProblem } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { namedStatement } from '../database/named-statement.ts';

const readCounts = namedStatement<{ key: string; points: number; expire: string | null }>(
  'platform.read-throttle',
  `SELECT key, points, expire FROM platform_throttle WHERE key = ANY($1)`,
);

export interface Limit {
  /** Names the limit; keys of different limits do not meet. */
  name: string;
  points: number;
  seconds: number;
}

/** Counts in the database, so that every process sees the same and a restart forgets nothing. */
@Injectable()
export class Throttle {
  readonly #limiters = new Map<string, RateLimiterPostgres>();

  constructor(private readonly db: DataSource) {}

  /** Takes one point; refuses with 429 and the seconds to wait when none is left. */
  async spend(limit: Limit, key: string): Promise<void> {
    try {
      await this.#limiter(limit).consume(key, 1);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      if (!isFromLater(refused, limit)) throw tooMany(refused);
      await this.forget(limit, key);
      await this.#limiter(limit).consume(key, 1);
    }
  }

  /** Refuses like `spend`, without taking a point. */
  async check(limit: Limit, key: string): Promise<void> {
    const state = await this.#limiter(limit).get(key);
    if (!state || isFromLater(state, limit)) return;
    if (state.consumedPoints >= limit.points && state.msBeforeNext > 0) throw tooMany(state);
  }

  /** Refuses like `check` for all of these, in one statement; gives those of which a point is counted now. */
  async checkAll(keys: readonly (readonly [Limit, string])[]): Promise<Limit[]> {
    // eslint-disable-next-line no-restricted-syntax -- points end by the clock with which the limiters count them
    const now = Date.now();
    const names = keys.map(([limit, key]) => `${limit.name}:${key}`);
    const rows = await readCounts(this.db, [names]);
    const counts = new Map(rows.map((row) => [row.key, row]));
    return keys.flatMap(([limit], place) => {
      const row = counts.get(names[place] ?? '');
      const msBeforeNext = row?.expire ? Number(row.expire) - now : 0;
      if (!row || msBeforeNext <= 0) return [];
      const state = { msBeforeNext, consumedPoints: row.points };
      if (!isFromLater(state, limit) && state.consumedPoints >= limit.points) throw tooMany(state);
      return [limit];
    });
  }

  async forget(limit: Limit, key: string): Promise<void> {
    await this.#limiter(limit).delete(key);
  }

  #limiter(limit: Limit): RateLimiterPostgres {
    let limiter = this.#limiters.get(limit.name);
    if (!limiter) {
      limiter = new RateLimiterPostgres({
        storeClient: (this.db.driver as unknown as { master: unknown }).master,
        storeType: 'pool',
        tableName: 'platform_throttle',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: limit.name,
        points: limit.points,
        duration: limit.seconds,
      });
      this.#limiters.set(limit.name, limiter);
    }
    return limiter;
  }
}

/** Whether the count ends later than any that begins now: the clock was set back, and nobody shall wait for it. */
function isFromLater(state: Pick<RateLimiterRes, 'msBeforeNext'>, limit: Limit): boolean {
  return state.msBeforeNext > limit.seconds * 1000 + 1000;
}

function tooMany(state: Pick<RateLimiterRes, 'msBeforeNext'>) {
  return commonProblem('too-many-requests', {
    retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  });
}
