import {
  attemptProblem,
  type StartRefusal,
  type startAttempt,
  type TestIntro,
} from '@bimtek/assessment-contracts';
import { type Actor, commonProblem, found, type ResultOf } from '@bimtek/platform-contracts';
import { Clock, Ids } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AttemptClosing } from '../attempts/attempt-closing.service.ts';
import { Attempt } from '../attempts/attempt.entity.ts';
import { closingTime, isOverdue, refusesStart, reviewDepth, waitUntil } from '../attempts/attempt.rules.ts';
import { layOut } from '../attempts/layout.rules.ts';
import { QuestionBanks } from '../question-bank/question-bank.service.ts';
import { attemptsOfTest, bestOf, pastOf, summaryOf } from './attempts-of-test.ts';
import { type TestFacts, testFacts } from './test-facts.queries.ts';
import { itemCountOf } from './test.entity.ts';

type Started = Pick<Attempt, 'id' | 'ordinal' | 'closesAt'>;
type Refused = { refusal: StartRefusal; waitUntil: Date | null };

@Injectable()
export class TestsService {
  constructor(
    private readonly db: DataSource,
    private readonly closing: AttemptClosing,
    private readonly banks: QuestionBanks,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async intro(me: Actor, testId: string): Promise<TestIntro> {
    const facts = found(await testFacts(this.db.manager, { testId, personId: me.userId }));
    const now = this.clock.now();
    let attempts = await attemptsOfTest(this.db.manager, facts);
    const overdue = attempts.find((attempt) => isOverdue(attempt, now));
    if (overdue) {
      await this.closing.closeIfOverdue(overdue.id);
      attempts = await attemptsOfTest(this.db.manager, facts);
    }
    const { rules } = facts;
    const past = pastOf(attempts);
    const open = attempts.find(({ state }) => state === 'open');
    const mayGoOn = open && !facts.classClosed;
    return {
      id: testId as TestIntro['id'],
      kind: facts.kind,
      moduleCode: facts.moduleCode,
      moduleTitle: facts.moduleTitle,
      itemCount: itemCountOf(rules),
      minutes: rules.minutes,
      passMark: rules.passMark,
      attemptsAllowed: rules.attempts,
      attemptsUsed: past.used,
      waitMinutes: rules.waitMinutes,
      bestScore: bestOf(attempts),
      waitUntil: waitUntil(rules, past, now)?.toISOString() ?? null,
      refusal: mayGoOn ? null : refusesStart(rules, { ...facts, ...past }, now),
      openAttemptId: open ? (open.id as TestIntro['openAttemptId']) : null,
      attempts: attempts.map(summaryOf),
      review: reviewDepth(facts.kind, facts.classClosed),
      now: now.toISOString(),
    };
  }

  /** Two tabs and double clicks get the same attempt: a partial unique index lets only one be open. */
  async start(me: Actor, testId: string): Promise<ResultOf<typeof startAttempt>> {
    const outcome = await this.db.transaction(async (tx): Promise<Started | Refused> => {
      const facts = found(await testFacts(tx, { testId, personId: me.userId }));
      const now = this.clock.now();
      const open = await this.#openAttempt(tx, facts);
      if (open && !isOverdue(open, now)) {
        return facts.classClosed ? { refusal: 'class-closed', waitUntil: null } : open;
      }
      if (open) await this.closing.close(tx, [open], 'expired');

      const past = pastOf(await attemptsOfTest(tx, facts));
      const refusal = refusesStart(facts.rules, { ...facts, ...past }, now);
      if (refusal) return { refusal, waitUntil: waitUntil(facts.rules, past, now) };
      return (await this.#begin(tx, me, facts, past.used + 1, now)) ?? this.#winner(tx, facts);
    });
    // Thrown only now, so that an attempt that was closed on the way stays closed.
    if ('refusal' in outcome) {
      throw attemptProblem(outcome.refusal, {
        ...(outcome.waitUntil && { waitUntil: outcome.waitUntil.toISOString() }),
      });
    }
    const { id, ordinal, closesAt } = outcome;
    return { attemptId: id as never, ordinal, closesAt: closesAt.toISOString() };
  }

  #openAttempt(tx: EntityManager, { testId, enrollmentId }: TestFacts): Promise<Attempt | null> {
    return tx.findOne(Attempt, {
      where: { testId, enrollmentId, state: 'open' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Null when another start was faster: the insert waited for it and then did nothing. */
  async #begin(
    tx: EntityManager,
    me: Actor,
    facts: TestFacts,
    ordinal: number,
    now: Date,
  ): Promise<Started | null> {
    const { testId, enrollmentId, curriculumVersionId, rules } = facts;
    const bank = await this.banks.of(tx, curriculumVersionId);
    const id = this.ids.next();
    const closesAt = closingTime(now, rules.minutes);
    const layout = layOut(rules, [...bank.values()], id);
    const inserted: unknown[] = await tx.query(
      `INSERT INTO assessment_attempt (id, test_id, enrollment_id, person_id, curriculum_version_id, ordinal, state,
                                       layout, rules, started_at, closes_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        ...[id, testId, enrollmentId, me.userId, curriculumVersionId, ordinal],
        ...[JSON.stringify(layout), JSON.stringify(rules), now, closesAt],
      ],
    );
    return inserted.length > 0 ? { id, ordinal, closesAt } : null;
  }

  async #winner(tx: EntityManager, facts: TestFacts): Promise<Started> {
    const open = await this.#openAttempt(tx, facts);
    if (!open) throw commonProblem('temporarily-unavailable');
    return open;
  }
}
