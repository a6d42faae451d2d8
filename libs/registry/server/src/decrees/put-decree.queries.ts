import type { LibraryType, SupportKind } from '@bimtek/registry-contracts';
import type { EntityManager } from 'typeorm';

export interface LibraryFacts {
  id: string;
  name: string;
  nameKey: string;
  type: LibraryType;
  isTypeGiven: boolean;
  supportKind: SupportKind | null;
  villageCode: string;
}

/** Adds libraries, or gives those that are there what is given anew. Gives each one's id by village and name key. */
export async function putLibraries(
  tx: EntityManager,
  libraries: LibraryFacts[],
  now: Date,
): Promise<{ id: string; villageCode: string; nameKey: string }[]> {
  return tx.query(
    `INSERT INTO registry_library AS l (id, name, name_key, type, support_kind, village_code, district_code,
       regency_code, province_code, created_at, updated_at)
     SELECT r.id, r.name, r."nameKey", r.type, r."supportKind", r."villageCode", left(r."villageCode", 8),
       left(r."villageCode", 5), left(r."villageCode", 2), $2, $2
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, name text, "nameKey" text, type text, "supportKind" text,
       "villageCode" text)
     ON CONFLICT (village_code, name_key) DO UPDATE SET
       type = CASE WHEN (SELECT bool_or(g."isTypeGiven")
                         FROM jsonb_to_recordset($1::jsonb) AS g("villageCode" text, "nameKey" text, "isTypeGiven" boolean)
                         WHERE g."villageCode" = l.village_code AND g."nameKey" = l.name_key)
                   THEN excluded.type ELSE l.type END,
       support_kind = coalesce(excluded.support_kind, l.support_kind),
       updated_at = excluded.updated_at
     RETURNING l.id, l.village_code AS "villageCode", l.name_key AS "nameKey"`,
    [JSON.stringify(libraries), now],
  );
}

/** Writes the decree, or what its number is known to say now. Gives its id. */
export async function putDecree(
  tx: EntityManager,
  decree: { id: string; number: string; decidedOn: string; title: string },
  now: Date,
): Promise<string> {
  const rows: { id: string }[] = await tx.query(
    `INSERT INTO registry_decree (id, number, decided_on, title, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (number) DO UPDATE SET decided_on = excluded.decided_on, title = excluded.title
     RETURNING id`,
    [decree.id, decree.number, decree.decidedOn, decree.title, now],
  );
  return rows[0]?.id ?? decree.id;
}

/** Names people for libraries; named before, only the quota can change. */
export async function putCandidates(
  tx: EntityManager,
  decreeId: string,
  candidates: { libraryId: string; personId: string; quota: number }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO registry_candidate AS c (decree_id, library_id, person_id, quota, created_at)
     SELECT $1, r.library_id, r.person_id, r.quota, $5
     FROM unnest($2::uuid[], $3::uuid[], $4::int[]) AS r(library_id, person_id, quota)
     ON CONFLICT (decree_id, library_id, person_id) DO UPDATE SET quota = excluded.quota
     WHERE c.quota <> excluded.quota`,
    [
      decreeId,
      candidates.map(({ libraryId }) => libraryId),
      candidates.map(({ personId }) => personId),
      candidates.map(({ quota }) => quota),
      now,
    ],
  );
}
