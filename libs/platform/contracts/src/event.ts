import type * as z from 'zod';
import type { MessageContract, NewsContract } from './message.ts';

/** Something that happened, told to whoever stands to the right. Delivered at least once, in no fixed order. */
export interface EventContract<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  /** `<context>.<noun>-<what happened>` */
  readonly name: string;
  readonly payload: P;
}

/** Work for exactly one handler in the worker. Delivered at least once. */
export interface JobContract<P extends z.ZodType = z.ZodType> {
  readonly kind: 'job';
  /** `<context>.<verb>-<noun>` */
  readonly name: string;
  readonly payload: P;
  /** Jobs of one queue share its workers; `default` unless the work is heavy. */
  readonly queue: QueueName;
  /** When set, the worker runs it by itself every so many milliseconds, with an empty payload. */
  readonly everyMs?: number;
  /** When set, up to so many that wait go through the queue as one, to a handler that has `runMany`. */
  readonly bundle?: number;
}

export type QueueName = 'default' | 'heavy';
export type Payload<C extends EventContract | JobContract | MessageContract | NewsContract> = z.output<
  C['payload']
>;

export function event<P extends z.ZodType>(definition: { name: string; payload: P }): EventContract<P> {
  return { ...definition, kind: 'event' };
}

export function job<P extends z.ZodType>(definition: {
  name: string;
  payload: P;
  queue?: QueueName;
  everyMs?: number;
  bundle?: number;
}): JobContract<P> {
  return { queue: 'default', ...definition, kind: 'job' };
}
