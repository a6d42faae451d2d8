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

/** Whether the count ends later than any that begins now: the clock was set back, and nobody shall wait for it. */
function isFromLater(state: RateLimiterRes, limit: Limit): boolean {
  return state.msBeforeNext > limit.seconds * 1000 + 1000;
}

function tooMany(state: RateLimiterRes) {
  return commonProblem('too-many-requests', {
    retryAfterSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  });
}
