import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { AnswerRow } from '../attempts/answer.entity.ts';
import { Attempt } from '../attempts/attempt.entity.ts';
import { closingTime } from '../attempts/attempt.rules.ts';
import { layOut } from '../attempts/layout.rules.ts';
import { outcomeOf } from '../scoring/scoring.rules.ts';
import { type BuiltTest, rightAnswer, wrongAnswer } from './a-test.ts';

/**
 * Inserts an attempt of a built test: open unless told otherwise. The first `right` questions are answered right, the
 * next `wrong` ones wrong; a finished attempt is scored by them.
 */
export async function anAttempt(
  db: DataSource,
  given: {
    test: BuiltTest;
    enrollment: { id: string; personId: string };
    state?: Attempt['state'];
    ordinal?: number;
    startedAt?: Date;
    right?: number;
    wrong?: number;
  },
): Promise<Attempt> {
  const { test, enrollment, state = 'open', ordinal = 1, right = 0, wrong = 0 } = given;
  const startedAt = given.startedAt ?? new Date('2026-07-06T02:00:00Z');
  const id = randomUUID();
  const layout = layOut(test.rules, test.questions, id);
  const bank = new Map(test.questions.map((question) => [question.id, question]));
  const asked = layout.flatMap(({ questionId }) => bank.get(questionId) ?? []);
  const answers = new Map(
    asked
      .slice(0, right + wrong)
      .map(
        (question, index) => [question.id, (index < right ? rightAnswer : wrongAnswer)(question)] as const,
      ),
  );
  const closesAt = closingTime(startedAt, test.rules.minutes);
  const isOpen = state === 'open';
  const attempt: Attempt = {
    id,
    testId: test.id,
    enrollmentId: enrollment.id,
    personId: enrollment.personId,
    curriculumVersionId: test.curriculumVersionId,
    ordinal,
    state,
    layout,
    rules: test.rules,
    startedAt,
    closesAt,
    finishedAt: isOpen ? null : closesAt,
    ...(isOpen ? { rightCount: null, answeredCount: null, score: null } : outcomeOf(asked, answers)),
  };
  await db.manager.insert(Attempt, attempt as never);
  const rows = [...answers].map(([questionId, answer]) => ({
    attemptId: id,
    questionId,
    answer,
    revision: 1,
    savedAt: startedAt,
  }));
  if (rows.length > 0) await db.manager.insert(AnswerRow, rows as never);
  return attempt;
}
