import type { AssignmentCode, DraftContent, SubmissionId } from '@bimtek/assignments-contracts';
import { namedStatement } from '@bimtek/platform-server';

export interface DraftToPut {
  id: SubmissionId;
  enrollmentId: string;
  personId: string;
  assignmentCode: AssignmentCode;
  moduleCode: string;
  content: DraftContent;
  basedOn: number;
  now: Date;
}

/**
 * Saves a draft when it is based on the newest one, the whole story in one statement: owner, class and state are checked
 * where it writes. No row back: it was refused, or a newer one is there.
 */
const put = namedStatement<{ draft_revision: number; draft_saved_at: Date }>(
  'assignments.put-draft',
  `INSERT INTO assignments_submission AS held
     (id, enrollment_id, assignment_code, module_code, state, versions, draft, draft_revision, draft_saved_at)
   SELECT $1, e.id, $4, $5, 'draft', 0, $6::jsonb, 1, $8
   FROM delivery_enrollment e JOIN delivery_class_group g ON g.id = e.class_group_id
   WHERE e.id = $2 AND e.person_id = $3 AND e.state = 'active' AND g.state NOT IN ('preparing', 'closed')
     AND ($7 = 0 OR EXISTS (SELECT FROM assignments_submission s
                            WHERE s.enrollment_id = e.id AND s.assignment_code = $4))
   ON CONFLICT (enrollment_id, assignment_code) DO UPDATE
   SET draft = excluded.draft, draft_revision = held.draft_revision + 1, draft_saved_at = excluded.draft_saved_at
   WHERE held.draft_revision = $7 AND held.state IN ('draft', 'needsRevision')
   RETURNING draft_revision, draft_saved_at`,
);

export async function putDraft(db: Parameters<typeof put>[0], given: DraftToPut) {
  const { id, enrollmentId, personId, assignmentCode, moduleCode, content, basedOn, now } = given;
  const values = [
    id,
    enrollmentId,
    personId,
    assignmentCode,
    moduleCode,
    JSON.stringify(content),
    basedOn,
    now,
  ];
  const [saved] = await put(db, values);
  return saved ? { revision: saved.draft_revision, savedAt: saved.draft_saved_at } : null;
}
