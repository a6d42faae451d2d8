import { Redis, type RedisOptions } from 'ioredis';

/**
 * A connection of which nobody waits to hear: the adapter publishes and subscribes without looking at the outcome, and a
 * command that fails (Redis full, read-only, or gone as the process stops) must not end the process. ioredis goes on trying;
 * what is lost meanwhile is found out from the database.
 */
export class ForgivingRedis extends Redis {
  constructor(...given: [url: string, options: RedisOptions] | [options: RedisOptions]) {
    super(...(given as [string, RedisOptions]));
    this.on('error', ignore);
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    return new ForgivingRedis({ ...this.options, ...override });
  }

  override sendCommand(...given: Parameters<Redis['sendCommand']>): unknown {
    const answer = super.sendCommand(...given);
    if (answer instanceof Promise) answer.catch(ignore);
    return answer;
  }
}

function ignore(): void {
  // Said above: nobody waits for it.
}
