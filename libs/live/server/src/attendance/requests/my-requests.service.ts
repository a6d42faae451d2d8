import { type Answer } from '@bimtek/assessment-contracts';
import { layOut, outcomeOf, type QuestionBank, QuestionBanks } from '@bimtek/assessment-server';
import {
  type answerSubstitute,
  type askCorrection,
  type askExcuse,
  type getSubstitute,
  type MySessionAttendance,
  requestProblem,
  substituteTask,
  type writeSubstitute,
} from '@bimtek/live-contracts';
import {
  type Actor,
  type BodyOf,
  found,
  type ParamsOf,
  type QueryOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock, isUniqueViolation, type UploadedFile } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AttendanceLedger } from '../attendance-ledger.ts';
import { type MySession, mySession } from '../attendance.queries.ts';
import { type ExcuseRow, readCorrection, readExcuse, readRecord } from '../my-attendance.queries.ts';
import { MyAttendance } from '../my-attendance.service.ts';
import { Proofs } from '../proofs.service.ts';
import { AttendanceNotices } from './attendance-notices.ts';
import { passesSubstitute, refusesCorrection, refusesExcuse, refusesSubstitute } from './request.rules.ts';
import { substituteView } from './request-views.ts';

type AtSession = ParamsOf<typeof askCorrection>;

/** What trainees ask for when their attendance is not as it was, and the task that makes up for a missed session. */
@Injectable()
export class MyRequests {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly ledger: AttendanceLedger,
    private readonly mine: MyAttendance,
    private readonly proofs: Proofs,
    private readonly banks: QuestionBanks,
    private readonly notices: AttendanceNotices,
  ) {}

  async askCorrection(
    me: Actor,
    { sessionId }: AtSession,
    { id, reason }: BodyOf<typeof askCorrection>,
  ): Promise<MySessionAttendance> {
    return this.#once(() =>
      this.db.transaction(async (tx) => {
        const session = await mySession(tx, me, sessionId, { lock: true });
        const { enrollmentId } = session;
        const asked = await readCorrection(tx, sessionId, enrollmentId);
        if (asked?.id === id) return this.mine.one(me, sessionId, tx);
        const now = this.clock.now();
        const isPresent = (await readRecord(tx, sessionId, enrollmentId))?.state === 'present';
        const refusal = refusesCorrection(session, { hasAsked: asked !== null, isPresent }, now);
        if (refusal) throw requestProblem(refusal);
        await tx.query(
          `INSERT INTO live_attendance_correction (id, session_id, enrollment_id, reason, asked_at, state)
           VALUES ($1, $2, $3, $4, $5, 'open')`,
          [id, sessionId, enrollmentId, reason, now],
        );
        await this.#note(tx, me, 'live.correction-asked', session, { id, reason });
        await this.notices.correctionAsked(tx, session, id);
        return this.mine.one(me, sessionId, tx);
      }),
    );
  }

  async askExcuse(
    me: Actor,
    { sessionId }: AtSession,
    { id, kind, note }: QueryOf<typeof askExcuse>,
    upload: UploadedFile,
  ): Promise<MySessionAttendance> {
    const proof = await this.proofs.read(upload, (code) => requestProblem(code));
    return this.#once(() =>
      this.proofs.keep(proof, me.userId, (file, keep) =>
        this.db.transaction(async (tx) => {
          const session = await mySession(tx, me, sessionId, { lock: true });
          const { enrollmentId } = session;
          const asked = await readExcuse(tx, sessionId, enrollmentId);
          if (asked?.id === id) return this.mine.one(me, sessionId, tx);
          const now = this.clock.now();
          const isPresent = (await readRecord(tx, sessionId, enrollmentId))?.state === 'present';
          const refusal = refusesExcuse(session, { hasAsked: asked !== null, isPresent }, now);
          if (refusal) throw requestProblem(refusal);
          await keep(tx);
          await tx.query(
            `INSERT INTO live_attendance_excuse (id, session_id, enrollment_id, kind, note, document_id, asked_at, state)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'open')`,
            [id, sessionId, enrollmentId, kind, note, file.id, now],
          );
          await this.#note(tx, me, 'live.excuse-asked', session, { id, kind, documentId: file.id });
          await this.notices.excuseAsked(tx, session, id);
          return this.mine.one(me, sessionId, tx);
        }),
      ),
    );
  }

  /** Each attempt has questions of its own, drawn from its number: asking again shows the same ones. */
  async substitute(me: Actor, { sessionId }: AtSession): Promise<ResultOf<typeof getSubstitute>> {
    const tx = this.db.manager;
    const session = await mySession(tx, me, sessionId);
    const excuse = found(await readExcuse(tx, sessionId, session.enrollmentId));
    const task = substituteView(excuse);
    if (!task) throw requestProblem('no-substitute');
    const refusal = refusesSubstitute(session, factsOf(excuse), task.kind);
    if (task.kind === 'text' || refusal) {
      return { attempt: task.attemptsUsed, questions: [], task };
    }
    const attempt = task.attemptsUsed + 1;
    const bank = await this.banks.of(tx, session.curriculumVersionId);
    const questions = layoutOf(bank, session, excuse.id, attempt).map(({ questionId, optionIds }) => {
      const question = found(bank.get(questionId));
      const texts = new Map(question.options.map((option) => [option.id, option.text]));
      return {
        id: question.id,
        type: question.type,
        stem: question.stem,
        options: optionIds.map((optionId) => ({ id: optionId, text: texts.get(optionId) ?? '' })),
      };
    });
    return { attempt, questions: questions as ResultOf<typeof getSubstitute>['questions'], task };
  }

  async answerSubstitute(
    me: Actor,
    { sessionId }: AtSession,
    { attempt, answers }: BodyOf<typeof answerSubstitute>,
  ): Promise<MySessionAttendance> {
    return this.db.transaction(async (tx) => {
      const session = await mySession(tx, me, sessionId, { lock: true });
      const excuse = found(await readExcuse(tx, sessionId, session.enrollmentId, { lock: true }));
      // An attempt that was counted is not counted again, whatever comes with it now.
      if (attempt <= excuse.scores.length) return this.mine.one(me, sessionId, tx);
      const refusal = refusesSubstitute(session, factsOf(excuse), 'questions');
      if (refusal) throw requestProblem(refusal);
      if (attempt !== excuse.scores.length + 1) throw requestProblem('stale-questions');
      const bank = await this.banks.of(tx, session.curriculumVersionId);
      const asked = layoutOf(bank, session, excuse.id, attempt).map(({ questionId }) =>
        found(bank.get(questionId)),
      );
      const given = new Map<string, Answer>(answers.map(({ questionId, answer }) => [questionId, answer]));
      if ([...given.keys()].some((id) => !asked.some((question) => question.id === id))) {
        throw requestProblem('stale-questions');
      }
      const { score } = outcomeOf(asked, given);
      const now = this.clock.now();
      const isPassed = passesSubstitute(score);
      await tx.query(
        `UPDATE live_attendance_excuse SET substitute_scores = array_append(substitute_scores, $2::numeric),
           substitute_passed_at = $3 WHERE id = $1`,
        [excuse.id, score, isPassed ? now : null],
      );
      if (isPassed) {
        await this.ledger.add(tx, session, [
          {
            kind: 'substitute',
            enrollmentId: session.enrollmentId,
            happenedAt: now,
            recordedBy: me.userId,
            detail: { score },
          },
        ]);
      }
      return this.mine.one(me, sessionId, tx);
    });
  }

  async writeSubstitute(
    me: Actor,
    { sessionId }: AtSession,
    { text }: BodyOf<typeof writeSubstitute>,
  ): Promise<MySessionAttendance> {
    return this.db.transaction(async (tx) => {
      const session = await mySession(tx, me, sessionId, { lock: true });
      const excuse = found(await readExcuse(tx, sessionId, session.enrollmentId, { lock: true }));
      if (excuse.text === text && (excuse.textAt || excuse.passedAt)) return this.mine.one(me, sessionId, tx);
      const refusal = refusesSubstitute(session, factsOf(excuse), 'text');
      if (refusal) throw requestProblem(refusal);
      await tx.query(
        `UPDATE live_attendance_excuse SET substitute_text = $2, substitute_text_at = $3, substitute_reason = NULL WHERE id = $1`,
        [excuse.id, text, this.clock.now()],
      );
      return this.mine.one(me, sessionId, tx);
    });
  }

  /** Of two requests sent at once the slower finds that it has been made. */
  async #once<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return act().catch((again: unknown) => {
        throw isUniqueViolation(again) ? requestProblem('already-requested') : again;
      });
    }
  }

  async #note(
    tx: EntityManager,
    me: Actor,
    action: 'live.correction-asked' | 'live.excuse-asked',
    { id: sessionId, enrollmentId }: MySession,
    after: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(tx, me, {
      action,
      subject: { type: 'enrollment', id: enrollmentId },
      after: { sessionId, ...after },
    });
  }
}

function factsOf({ state, substituteKind, passedAt, scores }: ExcuseRow) {
  return {
    isGranted: state === 'granted',
    kind: substituteKind,
    isPassed: passedAt !== null,
    attemptsUsed: scores.length,
  };
}

function layoutOf(bank: QuestionBank, { moduleCode }: MySession, excuseId: string, attempt: number) {
  const blueprint = { [moduleCode ?? '']: substituteTask.questions };
  return layOut({ form: null, blueprint }, [...bank.values()], `substitute ${excuseId} ${attempt}`);
}

/** Where the module has enough questions for quizzes they are asked; else a trainer reads what was understood. */
export function substituteKindFor(bank: QuestionBank, moduleCode: string | null): 'questions' | 'text' {
  const quiz = [...bank.values()].filter(
    (question) => question.use === 'quiz' && question.moduleCode === moduleCode,
  );
  return quiz.length >= substituteTask.questions ? 'questions' : 'text';
}
