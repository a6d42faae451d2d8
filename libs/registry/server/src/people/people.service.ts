import { type Actor, commonProblem, type Page, type QueryOf } from '@bimtek/platform-contracts';
import { Clock, Ids, withinScope } from '@bimtek/platform-server';
import { type listPeople, nameWithTitles, type PersonListItem } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { personKey } from '../name-keys.rules.ts';
import { addPeople, type PersonFacts } from './put-people.queries.ts';

/** Who somebody is, as lists, letters and certificates say it. */
export interface PersonCard {
  personId: string;
  fullName: string;
  titleBefore: string | null;
  titleAfter: string | null;
  /** With titles. */
  displayName: string;
  position: string | null;
  civilServantId: string | null;
  phone: string | null;
  email: string | null;
  libraryId: string | null;
  libraryName: string | null;
  villageName: string | null;
  districtName: string | null;
  regencyName: string | null;
  provinceName: string | null;
  regencyCode: string | null;
  provinceCode: string | null;
  certificateNameConfirmedAt: Date | null;
}

/** With an `id` that somebody chose; otherwise one is made. */
export type NewPerson = Omit<PersonFacts, 'id' | 'nameKey' | 'libraryId'> & {
  id?: string;
  libraryId?: string | null;
};

const WITH_PLACE = `
  FROM registry_person p
  LEFT JOIN registry_library l ON l.id = p.library_id
  LEFT JOIN registry_region v ON v.code = l.village_code
  LEFT JOIN registry_region d ON d.code = l.district_code
  LEFT JOIN registry_region k ON k.code = p.regency_code
  LEFT JOIN registry_region pr ON pr.code = p.province_code`;

@Injectable()
export class People {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Adds people and gives their ids in the order given. Somebody of the same name at the same library is the same
   * person. Phones are E.164, e-mails lower case (`normalPhone`, `normalEmail`).
   */
  async add(tx: EntityManager, people: NewPerson[]): Promise<string[]> {
    const facts = people.map((person) => ({
      ...person,
      id: person.id ?? this.ids.next(),
      nameKey: personKey(person.fullName),
      libraryId: person.libraryId ?? null,
    }));
    const saved = await addPeople(tx, facts, this.clock.now());
    const idOf = new Map(saved.map((row) => [`${row.libraryId ?? row.id} ${row.nameKey}`, row.id]));
    return facts.map(({ id, libraryId, nameKey }) => idOf.get(`${libraryId ?? id} ${nameKey}`) ?? id);
  }

  /** The cards of these people in one statement, in no fixed order; ids that are nobody's are left out. */
  async cardsOf(db: EntityManager, personIds: string[]): Promise<PersonCard[]> {
    if (personIds.length === 0) return [];
    const rows: Omit<PersonCard, 'displayName'>[] = await db.query(
      `SELECT p.id AS "personId", p.full_name AS "fullName", p.title_before AS "titleBefore",
         p.title_after AS "titleAfter", p.position, p.civil_servant_id AS "civilServantId", p.phone, p.email,
         p.library_id AS "libraryId", l.name AS "libraryName", v.name AS "villageName", d.name AS "districtName",
         k.name AS "regencyName", pr.name AS "provinceName", p.regency_code AS "regencyCode",
         p.province_code AS "provinceCode", p.certificate_name_confirmed_at AS "certificateNameConfirmedAt"
       ${WITH_PLACE} WHERE p.id = ANY($1)`,
      [personIds],
    );
    return rows.map((row) => ({ ...row, displayName: nameWithTitles(row) }));
  }

  /** Remembers that a person has agreed to how their name will be printed; the first time counts. */
  async confirmCertificateName(tx: EntityManager, personId: string): Promise<void> {
    await tx.query(
      `UPDATE registry_person SET certificate_name_confirmed_at = coalesce(certificate_name_confirmed_at, $2)
       WHERE id = $1`,
      [personId, this.clock.now()],
    );
  }

  async list(
    me: Actor,
    { search, province, regency, after, limit }: QueryOf<typeof listPeople>,
  ): Promise<Page<PersonListItem>> {
    const columns = { own: 'p.id', regency: 'p.regency_code', province: 'p.province_code' };
    const scope = withinScope(me, columns);
    const parameters = [...scope.parameters];
    const conditions = [scope.sql];
    const given = (value: unknown) => `$${parameters.push(value)}`;
    if (province) conditions.push(`p.province_code = ${given(province)}`);
    if (regency) conditions.push(`p.regency_code = ${given(regency)}`);
    const words = search?.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length > 0) {
      conditions.push(
        // Found first, by the index of words: reading by name until enough match could mean reading everybody.
        `p.id = ANY(ARRAY(SELECT s.id FROM registry_person s
           WHERE s.search @@ to_tsquery('simple', ${given(words.map((word) => `${word}:*`).join(' & '))})))`,
      );
    }
    const [{ total } = { total: 0 }]: { total: number }[] = await this.db.query(
      `SELECT count(*)::int AS total FROM registry_person p WHERE ${conditions.join(' AND ')}`,
      parameters,
    );
    if (after) {
      const [nameKey, id] = readKey(after);
      conditions.push(`(p.name_key, p.id) > (${given(nameKey)}, ${given(id)}::uuid)`);
    }
    const rows: ListRow[] = await this.db.query(
      `SELECT p.id AS "personId", p.name_key AS "nameKey", p.full_name AS "fullName",
         p.title_before AS "titleBefore", p.title_after AS "titleAfter", p.position, l.name AS "libraryName",
         v.name AS "villageName", k.name AS "regencyName", pr.name AS "provinceName",
         right(p.phone, 4) AS "phoneEnding", a.participant_code AS "participantCode", a.state AS "accountState"
       ${WITH_PLACE} LEFT JOIN identity_account a ON a.person_id = p.id
       WHERE ${conditions.join(' AND ')} ORDER BY p.name_key, p.id LIMIT ${given(limit + 1)}`,
      parameters,
    );
    const items = rows.slice(0, limit).map((row) => ({ ...row, displayName: nameWithTitles(row) }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next: last ? keyOf(last) : null, total };
  }
}

interface ListRow extends Omit<PersonListItem, 'displayName'> {
  nameKey: string;
  fullName: string;
  titleBefore: string | null;
  titleAfter: string | null;
}

function keyOf({ nameKey, personId }: ListRow): string {
  return Buffer.from(`${nameKey}|${personId}`).toString('base64url');
}

function readKey(key: string): [nameKey: string, id: string] {
  const [nameKey, id] = Buffer.from(key, 'base64url').toString().split('|');
  if (nameKey === undefined || !id || !/^[0-9a-f-]{36}$/.test(id)) {
    throw commonProblem('invalid-request', {
      errors: [{ pointer: '#query/after', detail: 'Not a page of this list' }],
    });
  }
  return [nameKey, id];
}
