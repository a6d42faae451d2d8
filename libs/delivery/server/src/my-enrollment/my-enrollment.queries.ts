import type { DeliveryMode, EnrollmentId } from '@bimtek/delivery-contracts';
import { found } from '@bimtek/platform-contracts';
import { nameWithTitles } from '@bimtek/registry-contracts';
import type { EntityManager } from 'typeorm';
import type { Enrollment } from '../enrollments/enrollment.entity.ts';

interface MyClassFacts {
  stateReason: string | null;
  stateChangedAt: Date;
  year: number;
  mode: DeliveryMode;
  trainers: string[];
  organizer: string | null;
  confirmedName: string | null;
  confirmedAt: Date | null;
  fullName: string | null;
  titleBefore: string | null;
  titleAfter: string | null;
}

export async function myClass(tx: EntityManager, enrollmentId: EnrollmentId): Promise<MyClassFacts> {
  const [facts]: MyClassFacts[] = await tx.query(
    `SELECT e.state_reason AS "stateReason", e.state_changed_at AS "stateChangedAt", r.year, r.mode,
       e.confirmed_certificate_name AS "confirmedName", e.certificate_name_confirmed_at AS "confirmedAt",
       p.full_name AS "fullName", p.title_before AS "titleBefore", p.title_after AS "titleAfter",
       o.display_name AS organizer,
       (SELECT coalesce(jsonb_agg(a.display_name ORDER BY t.position), '[]')
        FROM delivery_class_trainer t JOIN identity_account a ON a.person_id = t.person_id
        WHERE t.class_group_id = e.class_group_id) AS trainers
     FROM delivery_enrollment e
     JOIN delivery_run r ON r.id = e.run_id
     LEFT JOIN registry_person p ON p.id = e.person_id
     LEFT JOIN delivery_class_group g ON g.id = e.class_group_id
     LEFT JOIN identity_account o ON o.person_id = g.organizer_id
     WHERE e.id = $1`,
    [enrollmentId],
  );
  return found(facts);
}

/** The name that the certificate would print now, and whether the class is locked. */
export async function personNameOf(
  tx: EntityManager,
  enrollment: Enrollment,
): Promise<{ name: string; isClassClosed: boolean }> {
  const [person]: {
    fullName: string;
    titleBefore: string | null;
    titleAfter: string | null;
    isClassClosed: boolean | null;
  }[] = await tx.query(
    `SELECT p.full_name AS "fullName", p.title_before AS "titleBefore", p.title_after AS "titleAfter",
       (SELECT g.state = 'closed' FROM delivery_class_group g WHERE g.id = $2) AS "isClassClosed"
     FROM registry_person p WHERE p.id = $1`,
    [enrollment.personId, enrollment.classGroupId],
  );
  const { isClassClosed, ...name } = found(person);
  return { name: nameWithTitles(name), isClassClosed: isClassClosed === true };
}
