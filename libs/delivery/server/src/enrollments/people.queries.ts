import { type EnrollmentFilter, exitStates, type Selection } from '@bimtek/delivery-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { Conditions, beginning } from '@bimtek/platform-server';
import { peopleWithinScope } from '../delivery-scope.ts';

/** Everything a list of people may need. Joins are on unique keys, so PostgreSQL leaves out those a statement does not use. */
export const FROM_PEOPLE = `
  FROM delivery_enrollment e
  LEFT JOIN registry_person p ON p.id = e.person_id
  LEFT JOIN identity_account a ON a.person_id = e.person_id
  LEFT JOIN registry_library l ON l.id = e.library_id
  LEFT JOIN registry_region v ON v.code = l.village_code
  LEFT JOIN registry_region k ON k.code = e.regency_code
  LEFT JOIN registry_region pr ON pr.code = e.province_code
  LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
  LEFT JOIN delivery_first_check fc ON fc.enrollment_id = e.id`;

/** The conditions of a filter within the actor's scope. */
export function peopleWhere(me: Actor, filter: EnrollmentFilter): Conditions {
  const where = new Conditions().within((first) => peopleWithinScope(me, first));
  // The words are looked for in the run alone; said twice, PostgreSQL would fetch the whole run beside.
  if (filter.q) search(where, filter.q, filter);
  else if (filter.runId) where.and('e.run_id = ?', filter.runId);
  if (filter.classGroupId === 'none') where.and('e.class_group_id IS NULL');
  else if (filter.classGroupId) where.and('e.class_group_id = ?', filter.classGroupId);
  if (filter.state) where.and('e.state = ?', filter.state);
  if (filter.province) where.and('e.province_code = ?', filter.province);
  if (filter.regency) where.and('e.regency_code = ?', filter.regency);
  if (filter.libraryId) where.and('e.library_id = ?', filter.libraryId);
  if (filter.activated) where.and(`a.activated_at IS ${filter.activated === 'yes' ? 'NOT NULL' : 'NULL'}`);
  if (filter.nameConfirmed) {
    where.and(`e.certificate_name_confirmed_at IS ${filter.nameConfirmed === 'yes' ? 'NOT NULL' : 'NULL'}`);
  }
  if (filter.firstCheck === 'none') where.and('fc.outcome IS NULL');
  else if (filter.firstCheck) where.and('fc.outcome = ?', filter.firstCheck);
  return where;
}

/** The conditions of a selection within the actor's scope; people who have left are not met by a filter without state. */
export function selectionWhere(me: Actor, people: Selection): Conditions {
  if ('matching' in people) {
    const where = peopleWhere(me, people.matching);
    if (!people.matching.state) where.and('e.state <> ALL(?::text[])', [...exitStates]);
    return where;
  }
  const where = new Conditions().and('e.id = ANY(?::uuid[])', people.ids);
  return where.within((first) => peopleWithinScope(me, first));
}

/**
 * Found by index whatever the run's size: by the words that enrollments keep of their people (name, library, village,
 * regency, the phone's last four) with a mark of the run, and by codes before anything else (as an array), so that nobody
 * else is looked at. A text without a letter or digit finds nobody.
 */
function search(where: Conditions, q: string, { runId, classGroupId }: EnrollmentFilter): void {
  const words = q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return void where.and('false');
  const mark = runId && `${where.value(`'run:${runId}'`)}::tsquery`;
  const named = `to_tsquery('simple', ${where.value(words.map((word) => `${word}:*`).join(' & '))})`;
  // The narrower place: a common name has thousands over the years and a few in a class.
  const isClass = classGroupId !== undefined && classGroupId !== 'none';
  const place =
    (runId ? ` AND s.run_id = ${where.value(runId)}` : '') +
    (isClass ? ` AND s.class_group_id = ${where.value(classGroupId)}` : '');
  const [code, classCode] = [where.value(q.toUpperCase()), where.value(beginning(q.toUpperCase()))];
  where.and(`(e.search @@ ${mark ? `(${mark} && ${named})` : named} OR e.id = ANY(ARRAY(
    SELECT s.id FROM identity_account f JOIN delivery_enrollment s ON s.person_id = f.person_id
    WHERE f.participant_code = ${code}${place}
    UNION ALL
    SELECT s.id FROM delivery_class_group f JOIN delivery_enrollment s ON s.class_group_id = f.id
    WHERE upper(f.code) LIKE ${classCode}${place})))`);
}
