import type { Answer } from '@bimtek/assessment-contracts';
import { namedStatement } from '@bimtek/platform-server';
import { chosenIn } from '@bimtek/assessment-contracts';

/** The class of an attempt's enrollment has been closed; `a` is the attempt. */
const CLASS_CLOSED = `EXISTS (
  SELECT FROM delivery_enrollment e JOIN delivery_class_group c ON c.id = e.class_group_id
  WHERE e.id = a.enrollment_id AND c.state = 'closed')`;

export interface AnswerToPut {
  attemptId: string;
  personId: string;
  questionId: string;
  answer: Answer;
  revision: number;
  now: Date;
}

/** What the layout of the attempt must contain for the answer to fit: the question, its kind, and every chosen option. */
function fitting({ questionId, answer }: Pick<AnswerToPut, 'questionId' | 'answer'>): string {
  return JSON.stringify([{ questionId, kind: answer.kind, optionIds: chosenIn(answer) }]);
}

/**
 * Saves one answer, the whole story in one statement: owner, state, deadline, class and fit are checked on the row that
 * it locks. The lock lets answers be saved side by side but not while the attempt is being closed: without it a save
 * could slip in after the count and be acknowledged yet lost. No row back: it was refused, or is not newer.
 */
const put = namedStatement<{ revision: number; saved_at: Date }>(
  'assessment.put-answer',
  `WITH attempt AS (
     SELECT a.id FROM assessment_attempt a
     WHERE a.id = $1 AND a.person_id = $2 AND a.state = 'open' AND a.closes_at >= $3 AND a.layout @> $4::jsonb
       AND NOT ${CLASS_CLOSED}
     FOR SHARE OF a
   )
   INSERT INTO assessment_answer AS held (attempt_id, question_id, answer, revision, saved_at)
   SELECT attempt.id, $5, $6::jsonb, $7, $3 FROM attempt
   ON CONFLICT (attempt_id, question_id) DO UPDATE
   SET answer = excluded.answer, revision = excluded.revision, saved_at = excluded.saved_at
   WHERE held.revision < excluded.revision
   RETURNING revision, saved_at`,
);

export async function putAnswer(db: Parameters<typeof put>[0], given: AnswerToPut) {
  const { attemptId, personId, questionId, answer, revision, now } = given;
  const values = [attemptId, personId, now, fitting(given), questionId, JSON.stringify(answer), revision];
  const [saved] = await put(db, values);
  return saved ? { revision: saved.revision, savedAt: saved.saved_at } : null;
}

/** What there is to know when nothing was written. */
export interface PutRefused {
  state: 'open' | 'submitted' | 'expired';
  closesAt: Date;
  classClosed: boolean;
  isAsked: boolean;
  fits: boolean;
  held: { answer: Answer; revision: number; savedAt: Date } | null;
}

const refused = namedStatement<{
  state: PutRefused['state'];
  closes_at: Date;
  class_closed: boolean;
  is_asked: boolean;
  fits: boolean;
  answer: Answer | null;
  revision: number | null;
  saved_at: Date | null;
}>(
  'assessment.why-not-put',
  `SELECT a.state, a.closes_at, ${CLASS_CLOSED} AS class_closed,
          a.layout @> jsonb_build_array(jsonb_build_object('questionId', $3::text)) AS is_asked,
          a.layout @> $4::jsonb AS fits, held.answer, held.revision, held.saved_at
   FROM assessment_attempt a
   LEFT JOIN assessment_answer held ON held.attempt_id = a.id AND held.question_id = $3::uuid
   WHERE a.id = $1 AND a.person_id = $2`,
);

/** Why `putAnswer` wrote nothing; null when the attempt does not exist or is another person's. */
export async function whyNotPut(
  db: Parameters<typeof put>[0],
  given: AnswerToPut,
): Promise<PutRefused | null> {
  const [row] = await refused(db, [given.attemptId, given.personId, given.questionId, fitting(given)]);
  if (!row) return null;
  const { answer, revision, saved_at: savedAt } = row;
  return {
    state: row.state,
    closesAt: row.closes_at,
    classClosed: row.class_closed,
    isAsked: row.is_asked,
    fits: row.fits,
    held: answer && revision !== null && savedAt ? { answer, revision, savedAt } : null,
  };
}
