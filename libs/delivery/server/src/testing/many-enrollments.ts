import { uuidFrom } from '@bimtek/registry-server/testing';
import type { DataSource } from 'typeorm';

export const PEOPLE_OF_A_RUN = 8_000;

/**
 * Enrolls the people that `manyPeople` made, in runs of 8,000 with classes of 40 in five waves; a tenth of each run has no
 * class yet. Fills from the first person without an enrollment on.
 */
export async function manyEnrollments(db: DataSource, people: number, from = 0): Promise<void> {
  const runs = [from / PEOPLE_OF_A_RUN + 1, (from + people) / PEOPLE_OF_A_RUN];
  await db.query(
    `INSERT INTO delivery_run (id, name, year, mode, curriculum_version_id, starts_on, ends_on, state, created_at)
     SELECT ${uuidFrom("'run ' || r")}, 'Bimtek ' || r, 2026, 'online', ${uuidFrom("'version'")}, '2026-07-06', '2026-08-28', 'running', now()
     FROM generate_series($1::int, $2::int) r`,
    runs,
  );
  await db.query(
    `INSERT INTO delivery_wave (id, run_id, number, starts_on, ends_on)
     SELECT gen_random_uuid(), ${uuidFrom("'run ' || r")}, w, '2026-07-06', '2026-07-10'
     FROM generate_series($1::int, $2::int) r, generate_series(1, 5) w`,
    runs,
  );
  await db.query(
    `INSERT INTO delivery_class_group (id, run_id, wave_id, code, name, province_code, time_zone, capacity, state, created_at)
     SELECT ${uuidFrom("'class ' || r || ' ' || c")}, w.run_id, w.id, 'UJI-' || lpad(c::text, 3, '0'), 'Kelas ' || c, '3' || 3 + c % 4,
       'Asia/Jakarta', 40, 'running', now()
     FROM generate_series($1::int, $2::int) r CROSS JOIN generate_series(1, 200) c
     JOIN delivery_wave w ON w.run_id = ${uuidFrom("'run ' || r")} AND w.number = 1 + c % 5`,
    runs,
  );
  await db.query(
    `INSERT INTO delivery_enrollment (id, run_id, person_id, class_group_id, library_id, regency_code, province_code, state,
       state_changed_at, sort_name, created_at)
     SELECT gen_random_uuid(), ${uuidFrom("'run ' || r.run")}, p.id,
       CASE WHEN n % 10 > 0 THEN ${uuidFrom("'class ' || r.run || ' ' || 1 + n % 200")} END, p.library_id, p.regency_code,
       p.province_code, CASE WHEN n % 10 > 0 THEN 'active' ELSE 'verified' END, now(), lower(p.full_name), now()
     FROM generate_series($1::int + 1, $1::int + $2::int) n
     CROSS JOIN LATERAL (SELECT 1 + (n - 1) / ${PEOPLE_OF_A_RUN} AS run) r
     JOIN registry_person p ON p.id = ${uuidFrom("'person ' || n")}`,
    [from, people],
  );
  // Counts come from an index alone only where the database knows that all of a page can be seen.
  await db.query('VACUUM ANALYZE delivery_enrollment');
  await db.query('ANALYZE delivery_run, delivery_wave, delivery_class_group');
}
