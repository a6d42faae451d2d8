import type { DataSource } from 'typeorm';

/** A uuid (as version 4 looks) that is the same for the same text, as SQL. */
export function uuidFrom(text: string): string {
  return `overlay(overlay(md5(${text}) placing '4' from 13 for 1) placing '8' from 17 for 1)::uuid`;
}

/**
 * So many people with accounts, in libraries of two, over four provinces of five regencies: for specs that ask how a
 * statement finds its rows. Adds to those that are there, under the numbers from `from` on.
 */
export async function manyPeople(db: DataSource, people: number, from = 0): Promise<void> {
  await db.query(`
    INSERT INTO registry_region (code, name, name_key, level, kind, parent_code, time_zone, valid_from)
    SELECT code, 'Wilayah ' || code, 'wilayah' || replace(code, '.', ''), level, level, parent, zone, '2020-01-01' FROM (
      SELECT p || '' AS code, 'province' AS level, NULL AS parent, 'Asia/Jakarta' AS zone, 1 AS depth FROM unnest(ARRAY['33', '34', '35', '36']) p
      UNION ALL SELECT p || '.0' || k, 'regency', p, NULL, 2 FROM unnest(ARRAY['33', '34', '35', '36']) p, generate_series(1, 5) k
      UNION ALL SELECT p || '.0' || k || '.01', 'district', p || '.0' || k, NULL, 3 FROM unnest(ARRAY['33', '34', '35', '36']) p, generate_series(1, 5) k
      UNION ALL SELECT p || '.0' || k || '.01.2001', 'village', p || '.0' || k || '.01', NULL, 4 FROM unnest(ARRAY['33', '34', '35', '36']) p, generate_series(1, 5) k
    ) r ORDER BY depth ON CONFLICT (code) DO NOTHING`);
  await db.query(
    `INSERT INTO registry_library (id, name, name_key, type, village_code, district_code, regency_code, province_code,
       created_at, updated_at)
     SELECT gen_random_uuid(), 'Perpustakaan ' || n, 'perpus' || n, 'village', v.code, left(v.code, 8), left(v.code, 5),
       left(v.code, 2), now(), now()
     FROM generate_series($1::int / 2 + 1, ($1::int + $2::int) / 2) n
     CROSS JOIN LATERAL (SELECT '3' || 3 + n % 4 || '.0' || 1 + n / 4 % 5 || '.01.2001' AS code) v`,
    [from, people],
  );
  await db.query(
    `INSERT INTO registry_person (id, full_name, name_key, phone, library_id, regency_code, province_code, search,
       created_at, updated_at)
     SELECT ${uuidFrom("'person ' || n")}, named.full_name, lower(replace(named.full_name, ' ', '')), '+62812' || lpad(n::text, 8, '0'), l.id, l.regency_code,
       l.province_code, to_tsvector('simple', named.full_name || ' ' || l.name), now(), now()
     FROM generate_series($1::int + 1, $1::int + $2::int) n
     CROSS JOIN LATERAL (SELECT (ARRAY['Rahayu', 'Suparno', 'Siti', 'Ahmad', 'Dewi', 'Made', 'Yohanes', 'Andi'])[1 + (hashtext('a' || n) & 7)]
       || ' ' || substr(md5(n::text), 1, 8) AS full_name) named
     JOIN registry_library l ON l.name_key = 'perpus' || (n + 1) / 2`,
    [from, people],
  );
  await db.query(
    `INSERT INTO identity_account (id, person_id, participant_code, display_name, phone, state, created_at)
     SELECT gen_random_uuid(), p.id, 'BT26-' || lpad(n::text, 6, '0'), p.full_name, p.phone, 'invited', now()
     FROM generate_series($1::int + 1, $1::int + $2::int) n JOIN registry_person p ON p.id = ${uuidFrom("'person ' || n")}`,
    [from, people],
  );
  // Also takes the words of new people out of the waiting list of their index, as the database does by itself in time.
  await db.query('VACUUM ANALYZE registry_person');
  await db.query('ANALYZE registry_region, registry_library, identity_account');
}
