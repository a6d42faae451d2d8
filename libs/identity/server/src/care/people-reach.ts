import type { Actor } from '@bimtek/platform-contracts';
import { Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

const REACHES = 'bimtek:reaches-people';

export interface Reach {
  /** A condition, with parameters numbered from the one given. */
  sql: string;
  parameters: unknown[];
}

/**
 * Says which people an office reaches: a condition on the SQL column that has the person's id. Identity knows accounts,
 * not classes and places; the contexts to the right that do offer this (`@ReachesPeople()`).
 */
export interface ReachesPeopleOf {
  reach(me: Actor, personColumn: string, firstParameter: number): Reach;
}

export function ReachesPeople() {
  return (target: Type<ReachesPeopleOf>): void => {
    Injectable()(target);
    Reflect.defineMetadata(REACHES, true, target);
  };
}

@Injectable()
export class PeopleReach {
  #found: ReachesPeopleOf[] | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  /** National reaches everybody; others whom one of the contexts says. Without any, nobody. */
  of(me: Actor, personColumn: string, firstParameter: number): Reach {
    if (me.scope.level === 'national') return { sql: 'true', parameters: [] };
    const parameters: unknown[] = [];
    const parts = this.#all().map((one) => {
      const reach = one.reach(me, personColumn, firstParameter + parameters.length);
      parameters.push(...reach.parameters);
      return `(${reach.sql})`;
    });
    return { sql: parts.join(' OR ') || 'false', parameters };
  }

  #all(): ReachesPeopleOf[] {
    this.#found ??= [
      ...new Set(
        this.discovery
          .getProviders()
          .filter(({ metatype, instance }) => metatype && instance && Reflect.hasMetadata(REACHES, metatype))
          .map(({ instance }) => instance as ReachesPeopleOf),
      ),
    ];
    return this.#found;
  }
}
