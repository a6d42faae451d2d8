import {
  type Attempt as AttemptView,
  attemptProblem,
  type AttemptResult,
  type AttemptReview,
  chosenIn,
  isSameAnswer,
  type saveAnswer,
} from '@bimtek/assessment-contracts';
import { type Actor, commonProblem, found, type InputOf, type ResultOf } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { QuestionBanks } from '../question-bank/question-bank.service.ts';
import { isRight } from '../scoring/scoring.rules.ts';
import { attemptsOfTest, bestOf, pastOf, summaryOf } from '../tests/attempts-of-test.ts';
import { testFacts } from '../tests/test-facts.queries.ts';
import { type AnswerToPut, putAnswer, whyNotPut } from './answers.queries.ts';
import { AnswerRow } from './answer.entity.ts';
import { AttemptClosing } from './attempt-closing.service.ts';
import { Attempt } from './attempt.entity.ts';
import { isOverdue, refusesSave, reviewDepth, waitUntil } from './attempt.rules.ts';

type Saved = ResultOf<typeof saveAnswer>;

@Injectable()
export class AttemptsService {
  constructor(
    private readonly db: DataSource,
    private readonly closing: AttemptClosing,
    private readonly banks: QuestionBanks,
    private readonly clock: Clock,
  ) {}

  async get(me: Actor, attemptId: string): Promise<AttemptView> {
    const attempt = await this.#own(me, attemptId);
    const isOpen = attempt.state === 'open';
    const [bank, answers] = await Promise.all([
      this.banks.of(this.db.manager, attempt.curriculumVersionId),
      isOpen ? this.db.manager.findBy(AnswerRow, { attemptId }) : [],
    ]);
    const asked = isOpen ? attempt.layout : [];
    return {
      id: attempt.id as AttemptView['id'],
      testId: attempt.testId as AttemptView['testId'],
      kind: attempt.rules.kind,
      moduleCode: attempt.rules.moduleCode,
      ordinal: attempt.ordinal,
      attemptsAllowed: attempt.rules.attempts,
      minutes: attempt.rules.minutes,
      state: attempt.state,
      startedAt: attempt.startedAt.toISOString(),
      closesAt: attempt.closesAt.toISOString(),
      now: this.clock.now().toISOString(),
      questions: asked.map(({ questionId, optionIds }) => {
        const { type, stem, options } = found(bank.get(questionId));
        const texts = new Map(options.map((option) => [option.id, option.text]));
        return {
          id: questionId as never,
          type,
          stem,
          options: optionIds.map((id) => ({ id, text: found(texts.get(id)) })),
        };
      }),
      answers: answers.map(({ questionId, answer, revision, savedAt }) => ({
        questionId: questionId as never,
        answer,
        revision,
        savedAt: savedAt.toISOString(),
      })),
    };
  }

  /** The hot path: one statement when all is well; only a refusal asks a second one for its reason. */
  async saveAnswer(
    me: Actor,
    { attemptId, questionId }: InputOf<typeof saveAnswer>['params'],
    { answer, revision }: InputOf<typeof saveAnswer>['body'],
  ): Promise<Saved> {
    const given = { attemptId, questionId, answer, revision, personId: me.userId, now: this.clock.now() };
    const saved = await putAnswer(this.db, given);
    if (saved) return { revision: saved.revision, savedAt: saved.savedAt.toISOString() };
    return this.#explainRefusal(given);
  }

  /** Sent again with nothing new, it is already saved; otherwise throws why it may not be. */
  async #explainRefusal(given: AnswerToPut): Promise<Saved> {
    const there = found(await whyNotPut(this.db, given));
    if (!there.isAsked) throw commonProblem('not-found');
    const refusal = refusesSave(there, given.now);
    if (refusal) throw attemptProblem(refusal);
    if (!there.fits) throw attemptProblem('answer-does-not-fit');
    // Whatever stood in the way is gone again (a class reopened just now): the next try will do.
    if (!there.held) throw commonProblem('temporarily-unavailable');
    const { answer, revision, savedAt } = there.held;
    if (revision === given.revision && isSameAnswer(answer, given.answer)) {
      return { revision, savedAt: savedAt.toISOString() };
    }
    const current = { questionId: given.questionId, answer, revision, savedAt: savedAt.toISOString() };
    throw attemptProblem('stale-revision', { current });
  }

  /** Handing in twice, or after the time has run out, returns the result of the first closing. */
  async submit(me: Actor, attemptId: string): Promise<AttemptResult> {
    return this.db.transaction(async (tx) => {
      const attempt = found(
        await tx.findOne(Attempt, {
          where: { id: attemptId, personId: me.userId },
          lock: { mode: 'pessimistic_write' },
        }),
      );
      if (attempt.state === 'open') {
        const { testId, personId, enrollmentId } = attempt;
        const { classClosed } = found(await testFacts(tx, { testId, personId, enrollmentId }));
        if (classClosed) throw attemptProblem('class-closed');
        const isLate = isOverdue(attempt, this.clock.now());
        await this.closing.close(tx, [attempt], isLate ? 'expired' : 'submitted');
      }
      return resultOf(attempt, await attemptsOfTest(tx, attempt));
    });
  }

  async review(me: Actor, attemptId: string): Promise<AttemptReview> {
    const attempt = await this.#own(me, attemptId);
    if (attempt.state === 'open') throw attemptProblem('attempt-still-open');
    const { testId, personId, enrollmentId, rules } = attempt;
    const tx = this.db.manager;
    const [facts, attempts] = await Promise.all([
      testFacts(tx, { testId, personId, enrollmentId }),
      attemptsOfTest(tx, attempt),
    ]);
    const now = this.clock.now();
    const past = pastOf(attempts);
    const depth = reviewDepth(rules.kind, found(facts).classClosed);
    return {
      result: resultOf(attempt, attempts),
      kind: rules.kind,
      moduleCode: rules.moduleCode,
      moduleTitle: found(facts).moduleTitle,
      attemptsAllowed: rules.attempts,
      attemptsUsed: past.used,
      waitUntil: waitUntil(rules, past, now)?.toISOString() ?? null,
      now: now.toISOString(),
      depth,
      items: depth === 'items' ? await this.#reviewed(tx, attempt) : [],
    };
  }

  async #reviewed(db: EntityManager, attempt: Attempt): Promise<AttemptReview['items']> {
    const bank = await this.banks.of(db, attempt.curriculumVersionId);
    const rows = await db.findBy(AnswerRow, { attemptId: attempt.id });
    const answers = new Map(rows.map((row) => [row.questionId, row.answer]));
    return attempt.layout.map(({ questionId, optionIds }) => {
      const question = found(bank.get(questionId));
      const options = new Map(question.options.map((option) => [option.id, option]));
      const answer = answers.get(questionId);
      return {
        id: questionId as never,
        type: question.type,
        stem: question.stem,
        options: optionIds.map((id) => found(options.get(id))),
        explanation: question.explanation,
        chosen: answer ? chosenIn(answer) : [],
        isRight: isRight(question, answer),
      };
    });
  }

  /** The person's own attempt, closed first if its time is over. */
  async #own(me: Actor, attemptId: string): Promise<Attempt> {
    const read = () => this.db.manager.findOneBy(Attempt, { id: attemptId, personId: me.userId });
    const attempt = found(await read());
    if (!isOverdue(attempt, this.clock.now())) return attempt;
    await this.closing.closeIfOverdue(attemptId);
    return found(await read());
  }
}

function resultOf(attempt: Attempt, attempts: { score: number | null }[]): AttemptResult {
  return {
    ...summaryOf(attempt),
    testId: attempt.testId as AttemptResult['testId'],
    rightCount: attempt.rightCount ?? 0,
    itemCount: attempt.layout.length,
    answeredCount: attempt.answeredCount ?? 0,
    passMark: attempt.rules.passMark,
    bestScore: bestOf(attempts) ?? 0,
  };
}
