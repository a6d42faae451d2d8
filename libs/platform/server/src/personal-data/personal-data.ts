import { Injectable, type Type } from '@nestjs/common';
import { type DiscoveryService } from '@nestjs/core';
import type { EntityManager } from 'typeorm';

const HOLDS = 'bimtek:holds-personal-data';

/** What a context holds about one person, under words that the person understands: lists of rows, or one row. */
export interface PersonalDataSource {
  of(db: EntityManager, personId: string): Promise<Record<string, unknown>>;
}

/** The context, as its tables begin, and how a person would call what it knows. */
export interface HeldData {
  context: string;
  label: string;
}

/** Marks a class that tells what its context holds about a person. Every context with rows of people has one. */
export function HoldsPersonalData(held: HeldData) {
  return (target: Type<PersonalDataSource>): void => {
    Injectable()(target);
    Reflect.defineMetadata(HOLDS, held, target);
  };
}

/** All sources of this process, in the order of the contexts. */
export class PersonalDataSources {
  readonly all: readonly { held: HeldData; source: PersonalDataSource }[];

  constructor(discovery: DiscoveryService) {
    const found = new Map<PersonalDataSource, HeldData>();
    for (const { metatype, instance } of discovery.getProviders()) {
      if (!metatype || !instance) continue;
      const held = Reflect.getMetadata(HOLDS, metatype) as HeldData | undefined;
      if (held) found.set(instance as PersonalDataSource, held);
    }
    this.all = [...found].map(([source, held]) => ({ held, source }));
  }

  /** Everything about a person, by label. */
  async gather(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const data: Record<string, unknown> = {};
    for (const { held, source } of this.all) data[held.label] = await source.of(db, personId);
    return data;
  }
}
