import type { EventContract, JobContract, Payload } from '@bimtek/platform-contracts';
import { Injectable, type Type } from '@nestjs/common';

export const HANDLES = 'bimtek:handles';

/** What the worker calls. It will be called twice sooner or later, so write it to have one effect. */
export interface Handler<C extends EventContract | JobContract> {
  run(payload: Payload<C>): Promise<unknown>;
  /** All of them or, when it throws, none: then each is run by itself, so that one bad payload holds up no other. */
  runMany?(payloads: Payload<C>[]): Promise<unknown>;
}

/** Marks an injectable class as the handler of a job, or as one of the listeners of an event. */
export function Handles<C extends EventContract | JobContract>(contract: C) {
  return (target: Type<Handler<C>>): void => {
    Injectable()(target);
    Reflect.defineMetadata(HANDLES, contract, target);
  };
}
