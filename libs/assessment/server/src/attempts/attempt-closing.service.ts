import { attemptFinished } from '@bimtek/assessment-contracts';
import { Clock, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, LessThan } from 'typeorm';
import { QuestionBanks } from '../question-bank/question-bank.service.ts';
import { type Outcome, outcomeOf } from '../scoring/scoring.rules.ts';
import { AnswerRow } from './answer.entity.ts';
import { Attempt } from './attempt.entity.ts';

const BATCH = 200;

/** Ends attempts: scores what was saved, closes the row, and tells the world, in one transaction. */
@Injectable()
export class AttemptClosing {
  constructor(
    private readonly db: DataSource,
    private readonly banks: QuestionBanks,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Closes open attempts that the caller has locked FOR UPDATE. Their answers are read only now, so every save that was
   * acknowledged before the lock is counted, and none can follow. Changes the given entities too.
   */
  async close(tx: EntityManager, attempts: Attempt[], how: 'submitted' | 'expired'): Promise<void> {
    if (attempts.length === 0) return;
    const now = this.clock.now();
    const outcomes = await this.#outcomes(tx, attempts);
    for (const attempt of attempts) {
      // An attempt that ran out of time ended when its time did, whenever somebody noticed.
      const finishedAt = how === 'expired' ? attempt.closesAt : now;
      Object.assign(attempt, { state: how, finishedAt, ...outcomes.get(attempt.id) });
    }
    await tx.query(
      `UPDATE assessment_attempt a
       SET state = $2, finished_at = c.finished_at, right_count = c.right_count,
           answered_count = c.answered_count, score = c.score
       FROM jsonb_to_recordset($1::jsonb)
         AS c(id uuid, finished_at timestamptz, right_count smallint, answered_count smallint, score numeric)
       WHERE a.id = c.id AND a.state = 'open'`,
      [JSON.stringify(attempts.map(rowOf)), how],
    );
    await this.#publish(tx, attempts);
  }

  /** Closes every attempt whose time is over; safe to run twice and beside itself, as it only takes open rows. */
  async closeOverdue(): Promise<number> {
    let closed = 0;
    for (;;) {
      const batch = await this.db.transaction(async (tx) => {
        const overdue = await tx.find(Attempt, {
          where: { state: 'open', closesAt: LessThan(this.clock.now()) },
          order: { closesAt: 'ASC' },
          take: BATCH,
          lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
        });
        await this.close(tx, overdue, 'expired');
        return overdue.length;
      });
      closed += batch;
      if (batch < BATCH) return closed;
    }
  }

  /** Closes one attempt if its time is over: for whoever reads it before the job came by. */
  async closeIfOverdue(attemptId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const overdue = await tx.find(Attempt, {
        where: { id: attemptId, state: 'open', closesAt: LessThan(this.clock.now()) },
        lock: { mode: 'pessimistic_write' },
      });
      await this.close(tx, overdue, 'expired');
    });
  }

  async #outcomes(tx: EntityManager, attempts: Attempt[]): Promise<Map<string, Outcome>> {
    const rows = await tx.findBy(AnswerRow, { attemptId: In(attempts.map((attempt) => attempt.id)) });
    const answers = Map.groupBy(rows, (row) => row.attemptId);
    const outcomes = new Map<string, Outcome>();
    for (const attempt of attempts) {
      const bank = await this.banks.of(tx, attempt.curriculumVersionId);
      const given = (answers.get(attempt.id) ?? []).map((row) => [row.questionId, row.answer] as const);
      const asked = attempt.layout.map(
        ({ questionId }) => bank.get(questionId) ?? { id: questionId, options: [] },
      );
      outcomes.set(attempt.id, outcomeOf(asked, new Map(given)));
    }
    return outcomes;
  }

  async #publish(tx: EntityManager, attempts: Attempt[]): Promise<void> {
    const bests: { enrollment_id: string; test_id: string; best: string }[] = await tx.query(
      `SELECT enrollment_id, test_id, max(score) AS best FROM assessment_attempt
       WHERE (enrollment_id, test_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) AND state <> 'open'
       GROUP BY enrollment_id, test_id`,
      [attempts.map((attempt) => attempt.enrollmentId), attempts.map((attempt) => attempt.testId)],
    );
    const bestOf = new Map(bests.map((row) => [`${row.enrollment_id} ${row.test_id}`, Number(row.best)]));
    await this.outbox.addAll(
      tx,
      attemptFinished,
      attempts.map((attempt) => ({
        attemptId: attempt.id,
        enrollmentId: attempt.enrollmentId,
        personId: attempt.personId,
        testId: attempt.testId,
        testKind: attempt.rules.kind,
        moduleCode: attempt.rules.moduleCode,
        score: attempt.score ?? 0,
        bestScore: bestOf.get(`${attempt.enrollmentId} ${attempt.testId}`) ?? attempt.score ?? 0,
        finishedAt: (attempt.finishedAt ?? attempt.closesAt).toISOString(),
      })),
    );
  }
}

function rowOf(attempt: Attempt) {
  return {
    id: attempt.id,
    finished_at: attempt.finishedAt,
    right_count: attempt.rightCount,
    answered_count: attempt.answeredCount,
    score: attempt.score,
  };
}
