import type { RoleScope } from '@bimtek/identity-contracts';
import type { ScopeLevel } from '@bimtek/platform-contracts';
import { Injectable, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { EntityManager } from 'typeorm';

const NAMES = 'bimtek:names-scopes';
type PlaceLevel = Exclude<ScopeLevel, 'own' | 'national'>;

/**
 * Says what the ids of a scope are called. Identity knows no places and no classes; the contexts to the right that have
 * them offer this (`@NamesScopes()`).
 */
export interface NamesScopesOf {
  readonly levels: readonly PlaceLevel[];
  /** Those of the ids that there are. */
  named(tx: EntityManager, level: PlaceLevel, ids: string[]): Promise<RoleScope[]>;
  /** At most 20 whose name has the part, by name; only in these provinces unless null. */
  find(tx: EntityManager, level: PlaceLevel, part: string, provinces: string[] | null): Promise<RoleScope[]>;
}

export function NamesScopes() {
  return (target: Type<NamesScopesOf>): void => {
    Injectable()(target);
    Reflect.defineMetadata(NAMES, true, target);
  };
}

@Injectable()
export class ScopeNames {
  #found: NamesScopesOf[] | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  async named(tx: EntityManager, level: ScopeLevel, ids: string[]): Promise<RoleScope[]> {
    if (level === 'own' || level === 'national' || ids.length === 0) return [];
    return (await this.#of(level)?.named(tx, level, [...new Set(ids)])) ?? [];
  }

  async find(
    tx: EntityManager,
    level: PlaceLevel,
    part: string,
    provinces: string[] | null,
  ): Promise<RoleScope[]> {
    return (await this.#of(level)?.find(tx, level, part, provinces)) ?? [];
  }

  #of(level: PlaceLevel): NamesScopesOf | undefined {
    this.#found ??= [
      ...new Set(
        this.discovery
          .getProviders()
          .filter(({ metatype, instance }) => metatype && instance && Reflect.hasMetadata(NAMES, metatype))
          .map(({ instance }) => instance as NamesScopesOf),
      ),
    ];
    return this.#found.find(({ levels }) => levels.includes(level));
  }
}
