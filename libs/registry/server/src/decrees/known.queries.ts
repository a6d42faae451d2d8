import type { SupportKind } from '@bimtek/registry-contracts';
import type { EntityManager } from 'typeorm';
import type { DecreeRowData } from './decree-row.rules.ts';

export interface KnownLibrary {
  id: string;
  name: string;
  villageCode: string;
  nameKey: string;
  type: string;
  supportKind: SupportKind | null;
}

export interface KnownPerson {
  id: string;
  nameKey: string;
  fullName: string;
  titleBefore: string | null;
  titleAfter: string | null;
  position: string | null;
  phone: string | null;
  email: string | null;
  civilServantId: string | null;
  libraryId: string | null;
  libraryName: string | null;
  /** Named by this decree already, with this quota. */
  quota: number | null;
}

export interface Known {
  /** By village code and name key. */
  libraries: ReadonlyMap<string, KnownLibrary>;
  /** By library id and name key. */
  people: ReadonlyMap<string, KnownPerson>;
  byCivilServantId: ReadonlyMap<string, KnownPerson>;
  /** By name key and phone: the same name with the same phone is the same person. */
  byNameAndPhone: ReadonlyMap<string, KnownPerson>;
}

/**
 * The person a row means among those who are known: who has its name at its library; its NIP; or its name and phone.
 * The last two may be someone of another library.
 */
export function knownPerson(
  known: Known,
  row: DecreeRowData,
  libraryId: string | undefined,
): KnownPerson | undefined {
  return (
    known.people.get(pair(libraryId ?? 'none', row.personKey)) ??
    (row.civilServantId ? known.byCivilServantId.get(row.civilServantId) : undefined) ??
    (row.phone ? known.byNameAndPhone.get(pair(row.personKey, row.phone)) : undefined)
  );
}

export const pair = (a: string, b: string) => `${a} ${b}`;

/** What is known already about the libraries and people of a batch of rows, in two statements. */
export async function knownOf(
  db: EntityManager,
  rows: DecreeRowData[],
  decreeNumber: string,
): Promise<Known> {
  if (rows.length === 0) {
    return {
      libraries: new Map(),
      people: new Map(),
      byCivilServantId: new Map(),
      byNameAndPhone: new Map(),
    };
  }
  const libraries: KnownLibrary[] = await db.query(
    `SELECT l.id, l.name, l.village_code AS "villageCode", l.name_key AS "nameKey", l.type,
            l.support_kind AS "supportKind"
     FROM registry_library l
     JOIN unnest($1::text[], $2::text[]) AS r(village_code, name_key) USING (village_code, name_key)`,
    [rows.map((row) => row.village.code), rows.map((row) => row.libraryKey)],
  );
  const people: KnownPerson[] = await db.query(
    `SELECT p.id, p.name_key AS "nameKey", p.full_name AS "fullName", p.title_before AS "titleBefore",
            p.title_after AS "titleAfter", p.position, p.phone, p.email, p.civil_servant_id AS "civilServantId",
            p.library_id AS "libraryId", l.name AS "libraryName", c.quota
     FROM registry_person p
     LEFT JOIN registry_library l ON l.id = p.library_id
     LEFT JOIN (registry_candidate c JOIN registry_decree d ON d.id = c.decree_id AND d.number = $4)
       ON c.person_id = p.id AND c.library_id = p.library_id
     WHERE p.id IN (
       SELECT id FROM registry_person WHERE library_id = ANY($1)
       UNION SELECT id FROM registry_person WHERE civil_servant_id = ANY($2)
       UNION SELECT q.id FROM registry_person q
             JOIN unnest($3::text[], $5::text[]) AS r(name_key, phone) USING (name_key, phone))`,
    [
      libraries.map(({ id }) => id),
      rows.flatMap((row) => row.civilServantId ?? []),
      rows.map((row) => row.personKey),
      decreeNumber,
      rows.map((row) => row.phone),
    ],
  );
  const withNip = people.filter((person) => person.civilServantId !== null);
  const withPhone = people.filter((person) => person.phone !== null);
  return {
    libraries: new Map(libraries.map((library) => [pair(library.villageCode, library.nameKey), library])),
    people: new Map(people.map((person) => [pair(person.libraryId ?? '', person.nameKey), person])),
    byCivilServantId: new Map(withNip.map((person) => [person.civilServantId ?? '', person])),
    byNameAndPhone: new Map(withPhone.map((person) => [pair(person.nameKey, person.phone ?? ''), person])),
  };
}
