import type { EnrollmentDoubt } from '@bimtek/delivery-contracts';
import type { EntityManager } from 'typeorm';

/**
 * What is worth a second look about people of one run: somebody else in it has the same phone or the same name in
 * the same village, or the person has moved to another library since the invitation. Looked up person by person, by
 * index: what it costs does not grow with the run.
 */
export async function doubtsOf(
  tx: EntityManager,
  enrollmentIds: string[],
): Promise<Map<string, EnrollmentDoubt[]>> {
  if (enrollmentIds.length === 0) return new Map();
  const rows: { id: string; doubts: EnrollmentDoubt[] }[] = await tx.query(
    `WITH mine AS MATERIALIZED (
       SELECT e.id, e.run_id, e.person_id, e.library_id, p.library_id AS now_at, p.phone, p.name_key, l.village_code
       FROM delivery_enrollment e
       JOIN registry_person p ON p.id = e.person_id
       LEFT JOIN registry_library l ON l.id = e.library_id
       WHERE e.id = ANY($1::uuid[])
     ), found AS (
       SELECT m.id, 'same-phone' AS doubt FROM mine m
       JOIN registry_person p ON p.phone = m.phone AND p.id <> m.person_id
       JOIN delivery_enrollment o ON o.run_id = m.run_id AND o.person_id = p.id AND o.state <> ALL($2::text[])
       UNION
       SELECT m.id, 'same-name-and-village' FROM mine m
       JOIN registry_person p ON p.name_key = m.name_key AND p.id <> m.person_id
       JOIN delivery_enrollment o ON o.run_id = m.run_id AND o.person_id = p.id AND o.state <> ALL($2::text[])
       JOIN registry_library l ON l.id = o.library_id AND l.village_code = m.village_code
       UNION
       SELECT m.id, 'other-library' FROM mine m WHERE m.library_id <> m.now_at
     )
     SELECT id, array_agg(doubt ORDER BY doubt) AS doubts FROM found GROUP BY id`,
    [enrollmentIds, ['withdrawn', 'replaced']],
  );
  return new Map(rows.map((row) => [row.id, row.doubts]));
}
