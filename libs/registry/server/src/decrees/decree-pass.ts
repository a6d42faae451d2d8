import { type Accounts } from '@bimtek/identity-server';
import {
  type Clock,
  type Ids,
  type CheckedRow,
  type ImportPass,
  type TableRow,
} from '@bimtek/platform-server';
import { type DecreeFacts, nameWithTitles, QUOTA } from '@bimtek/registry-contracts';
import type { EntityManager } from 'typeorm';
import { addPeople, changePeople, type PersonFacts } from '../people/put-people.queries.ts';
import { effectsOf, libraryChanges, personChanges } from './decree-effects.rules.ts';
import { DecreeMemory, problem } from './decree-memory.ts';
import { type DecreeRowData, readDecreeRow, type ReadRow } from './decree-row.rules.ts';
import { type Known, knownOf, knownPerson, pair } from './known.queries.ts';
import { type LibraryFacts, putCandidates, putDecree, putLibraries } from './put-decree.queries.ts';
import { villageFacts } from './village.queries.ts';

/** A row that can be written, and who of those already known it means. */
export interface DecreeRow extends DecreeRowData {
  personId: string | null;
}

export interface DecreeTools {
  accounts: Accounts;
  ids: Ids;
  clock: Clock;
}

/** One pass over the list of a decree. */
export class DecreePass implements ImportPass<DecreeRow> {
  readonly #memory = new DecreeMemory();

  constructor(
    private readonly decree: DecreeFacts,
    private readonly newPrefixOf: ReadonlyMap<string, string>,
    private readonly tools: DecreeTools,
  ) {}

  async check(tx: EntityManager, rows: TableRow[]): Promise<CheckedRow<DecreeRow>[]> {
    const facts = await villageFacts(tx, rows, this.newPrefixOf);
    const read = rows.map((row) => readDecreeRow(row, facts));
    const known = await knownOf(
      tx,
      read.flatMap(({ data }) => data ?? []),
      this.decree.number,
    );
    return read.map((row) => this.#compare(row, known));
  }

  /** Compares a row with those before it and with what is known. */
  #compare({ row, problems, data }: ReadRow, known: Known): CheckedRow<DecreeRow> {
    const group = data ? { key: data.village.code.slice(0, 2), label: data.village.provinceName } : undefined;
    const leftOut = { row, data: null, effects: [], ...(group ? { group } : {}) };
    if (!data) return { ...leftOut, problems };
    const repeated = this.#memory.problemOf(data);
    if (repeated) return { ...leftOut, problems: [...problems, repeated] };

    const library = known.libraries.get(pair(data.village.code, data.libraryKey));
    const person = knownPerson(known, data, library?.id);
    if (person?.libraryId && person.libraryId !== library?.id) {
      const elsewhere = { libraryName: person.libraryName ?? '', name: person.fullName };
      return { ...leftOut, problems: [...problems, problem('person', 'person-at-other-library', elsewhere)] };
    }
    const changesOfLibrary = library ? libraryChanges(library, data) : [];
    const changesOfPerson = person ? personChanges(person, data) : [];
    const isFirst = !this.#memory.hasLibrary(data);
    this.#memory.remember(row, data);
    const changes = [...changesOfLibrary, ...changesOfPerson];
    return {
      row,
      problems,
      data: { ...data, personId: person?.id ?? null },
      effects: effectsOf({
        isLibraryNew: !library && isFirst,
        libraryChanges: isFirst ? changesOfLibrary : [],
        person,
        personChanges: changesOfPerson,
        quota: data.quota ?? QUOTA.least,
      }),
      ...(group ? { group } : {}),
      ...(changes.length > 0
        ? { sample: { title: `${data.libraryName}, ${data.village.name}`, changes } }
        : {}),
    };
  }

  async apply(tx: EntityManager, rows: { row: number; data: DecreeRow }[]): Promise<void> {
    if (rows.length === 0) return;
    const now = this.tools.clock.now();
    const decreeId = await putDecree(tx, { id: this.tools.ids.next(), ...this.decree }, now);
    const libraryOf = await this.#putLibraries(tx, rows, now);
    const people = await this.#putPeople(tx, rows, libraryOf, now);
    const candidates = people.map(({ personId, libraryId, data }) => ({
      personId,
      libraryId,
      quota: data.quota ?? QUOTA.least,
    }));
    await putCandidates(tx, decreeId, candidates, now);
    await this.tools.accounts.invite(
      tx,
      people.map(({ personId, data }) => ({
        personId,
        displayName: nameWithTitles(data),
        phone: data.phone,
        email: data.email,
      })),
    );
    await this.tools.accounts.grant(
      tx,
      people.map(({ personId }) => ({ personId, role: 'trainee' as const, level: 'own' as const })),
    );
  }

  async #putLibraries(
    tx: EntityManager,
    rows: { data: DecreeRow }[],
    now: Date,
  ): Promise<Map<string, string>> {
    const facts = new Map<string, LibraryFacts>();
    for (const { data } of rows) {
      const key = pair(data.village.code, data.libraryKey);
      const earlier = facts.get(key);
      facts.set(key, {
        id: earlier?.id ?? this.tools.ids.next(),
        name: earlier?.name ?? data.libraryName,
        nameKey: data.libraryKey,
        type: earlier?.isTypeGiven ? earlier.type : data.libraryType,
        isTypeGiven: earlier?.isTypeGiven || data.isTypeGiven,
        supportKind: earlier?.supportKind ?? data.supportKind,
        villageCode: data.village.code,
      });
    }
    const saved = await putLibraries(tx, [...facts.values()], now);
    return new Map(saved.map(({ id, villageCode, nameKey }) => [pair(villageCode, nameKey), id]));
  }

  async #putPeople(
    tx: EntityManager,
    rows: { data: DecreeRow }[],
    libraryOf: ReadonlyMap<string, string>,
    now: Date,
  ): Promise<{ personId: string; libraryId: string; data: DecreeRow }[]> {
    const people = rows.map(({ data }) => {
      const libraryId = libraryOf.get(pair(data.village.code, data.libraryKey));
      if (!libraryId) throw new Error(`The library ${data.libraryName} was not written`);
      return { data, libraryId, facts: factsOf(data, libraryId, data.personId ?? this.tools.ids.next()) };
    });
    await changePeople(
      tx,
      people.filter(({ data }) => data.personId).map(({ facts }) => facts),
      now,
    );
    const added = await addPeople(
      tx,
      people.filter(({ data }) => !data.personId).map(({ facts }) => facts),
      now,
    );
    const idOf = new Map(added.map(({ id, libraryId, nameKey }) => [pair(libraryId ?? '', nameKey), id]));
    return people.map(({ data, libraryId, facts }) => ({
      data,
      libraryId,
      personId: data.personId ?? idOf.get(pair(libraryId, facts.nameKey)) ?? facts.id,
    }));
  }
}

function factsOf(data: DecreeRow, libraryId: string, id: string): PersonFacts {
  const { fullName, personKey, titleBefore, titleAfter, phone, email, position, civilServantId } = data;
  return {
    id,
    fullName,
    nameKey: personKey,
    libraryId,
    titleBefore,
    titleAfter,
    phone,
    email,
    position,
    civilServantId,
  };
}
