import { commonProblem } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';

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

export type LimitedKey = readonly [Limit, string];
export interface LimitCount {
  key: string;
  points: number;
  /** Milliseconds since 1970. */
  expire: number | null;
}

/** The names under which keys are counted, as `limitCounts` takes them. */
export function limitNames(keys: readonly LimitedKey[]): string[] {
  return keys.map(([limit, key]) => `${limit.name}:${key}`);
}

/** Counts of the names in the `parameter`, as one value of a hot statement that reads other things beside: `LimitCount[]` or null. */
export function limitCounts(parameter: string): string {
  return `(SELECT json_agg(json_build_object('key', key, 'points', points, 'expire', expire))
    FROM platform_throttle WHERE key = ANY(${parameter}))`;
}

/** Refuses like `check` for all keys by what was read of them; gives the limits of which a point is counted now. */
export function checkLimits(keys: readonly LimitedKey[], read: readonly LimitCount[] | null): Limit[] {
  // eslint-disable-next-line no-restricted-syntax -- points end by the clock with which the limiters count them
  const now = Date.now();
  const names = limitNames(keys);
  const counts = new Map(read?.map((count) => [count.key, count]));
  return keys.flatMap(([limit], place) => {
    const count = counts.get(names[place] ?? '');
    const msBeforeNext = count?.expire ? count.expire - now : 0;
    if (!count || msBeforeNext <= 0) return [];
    const state = { msBeforeNext, consumedPoints: count.points };
    if (!isFromLater(state, limit) && state.consumedPoints >= limit.points) throw tooMany(state);
    return [limit];
  });
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
