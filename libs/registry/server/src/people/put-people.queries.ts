import type { EmploymentStatus, Gender } from '@bimtek/registry-contracts';
import type { EntityManager } from 'typeorm';

export interface PersonFacts {
  /** A new id; ignored for somebody who is there already. */
  id: string;
  fullName: string;
  nameKey: string;
  libraryId: string | null;
  titleBefore?: string | null;
  titleAfter?: string | null;
  phone?: string | null;
  email?: string | null;
  position?: string | null;
  employmentStatus?: EmploymentStatus | null;
  civilServantId?: string | null;
  gender?: Gender | null;
}

const GIVEN = `
  WITH given AS (
    SELECT r.*, l.regency_code, l.province_code,
           to_tsvector('simple', concat_ws(' ', r."fullName", l.name, v.name, k.name, right(r.phone, 4))) AS search
    FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, "fullName" text, "nameKey" text, "libraryId" uuid,
      "titleBefore" text, "titleAfter" text, phone text, email text, position text, "employmentStatus" text,
      "civilServantId" text, gender text)
    LEFT JOIN registry_library l ON l.id = r."libraryId"
    LEFT JOIN registry_region v ON v.code = l.village_code
    LEFT JOIN registry_region k ON k.code = l.regency_code)`;

/** A name that its owner has confirmed for the certificate is theirs to change. */
const CHANGES = (from: string, column: (name: string, camel: string) => string) => `
  full_name = CASE WHEN p.certificate_name_confirmed_at IS NULL THEN ${column('full_name', 'fullName')} ELSE p.full_name END,
  title_before = CASE WHEN p.certificate_name_confirmed_at IS NULL
    THEN coalesce(${column('title_before', 'titleBefore')}, p.title_before) ELSE p.title_before END,
  title_after = CASE WHEN p.certificate_name_confirmed_at IS NULL
    THEN coalesce(${column('title_after', 'titleAfter')}, p.title_after) ELSE p.title_after END,
  phone = coalesce(${from}.phone, p.phone),
  email = coalesce(${from}.email, p.email),
  position = coalesce(${from}.position, p.position),
  employment_status = coalesce(${column('employment_status', 'employmentStatus')}, p.employment_status),
  civil_servant_id = coalesce(${column('civil_servant_id', 'civilServantId')}, p.civil_servant_id),
  gender = coalesce(${from}.gender, p.gender),
  search = ${from}.search || to_tsvector('simple', coalesce(right(coalesce(${from}.phone, p.phone), 4), '')),
  updated_at = $2`;

/**
 * Adds people; somebody of the same name at the same library is the same person and gets what is given anew, while
 * what is not given stays. Gives each person's id by library and name key.
 */
export async function addPeople(
  tx: EntityManager,
  people: PersonFacts[],
  now: Date,
): Promise<{ id: string; libraryId: string | null; nameKey: string }[]> {
  if (people.length === 0) return [];
  return tx.query(
    `${GIVEN}
     INSERT INTO registry_person AS p (id, full_name, name_key, library_id, regency_code, province_code, title_before,
       title_after, phone, email, position, employment_status, civil_servant_id, gender, search, created_at, updated_at)
     SELECT id, "fullName", "nameKey", "libraryId", regency_code, province_code, "titleBefore", "titleAfter", phone,
       email, position, "employmentStatus", "civilServantId", gender, search, $2, $2 FROM given
     ON CONFLICT (library_id, name_key) DO UPDATE SET ${CHANGES('excluded', (name) => `excluded.${name}`)}
     RETURNING p.id, p.library_id AS "libraryId", p.name_key AS "nameKey"`,
    [JSON.stringify(people), now],
  );
}

/** Gives people who are known what is given anew; who had no library yet gets the one that is given. */
export async function changePeople(tx: EntityManager, people: PersonFacts[], now: Date): Promise<void> {
  if (people.length === 0) return;
  await tx.query(
    `${GIVEN}
     UPDATE registry_person p SET ${CHANGES('g', (_name, camel) => `g."${camel}"`)},
       name_key = CASE WHEN p.certificate_name_confirmed_at IS NULL THEN g."nameKey" ELSE p.name_key END,
       library_id = coalesce(p.library_id, g."libraryId"),
       regency_code = coalesce(p.regency_code, g.regency_code),
       province_code = coalesce(p.province_code, g.province_code)
     FROM given g WHERE p.id = g.id`,
    [JSON.stringify(people), now],
  );
}
