import { rightAnswer, aTest, wrongAnswer } from '@bimtek/assessment-server/testing';
import type { CorrectionId, ExcuseId, SessionId } from '@bimtek/live-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { aLibrary } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aLiveClass, aSession, closeClass, type LiveClass, refusalOf } from '../../testing/a-live-class.ts';
import { MyAttendance } from '../my-attendance.service.ts';
import { SessionAttendance } from '../session-attendance.service.ts';
import { aPhoto, attendanceContext, upload } from '../testing/attendance-context.ts';
import { MyRequests } from './my-requests.service.ts';
import { AttendanceRequests } from './requests.service.ts';

let context: TestContext;
let mine: MyRequests;
let desk: AttendanceRequests;
let live: LiveClass;
let sessionId: SessionId;
let me: Actor;

beforeAll(async () => {
  context = await attendanceContext();
  mine = context.get(MyRequests);
  desk = context.get(AttendanceRequests);
});
afterAll(() => context.close());

/** 09.30–11.00 WIB, 2 JP; it is over. */
beforeEach(async () => {
  context.clock.set('2026-07-06T05:00:00Z');
  live = await aLiveClass(context.db);
  sessionId = (await aSession(context.db, live)).id;
  me = live.trainees[0]?.me as Actor;
});

const told = async (personId: string): Promise<string[]> => {
  const rows: { template: string }[] = await context.db.query(
    `SELECT template FROM notification_message WHERE recipient_id = $1 ORDER BY created_at, template`,
    [personId],
  );
  return rows.map(({ template }) => template);
};
const own = async () => context.get(MyAttendance).one(me, sessionId);
const list = async () => (await desk.list(live.trainer, { classGroupId: live.classGroupId })).items;
const reason = 'Listrik padam di desa kami sejak pagi.';

describe('a correction', () => {
  const ask = (id = randomUUID() as CorrectionId) => mine.askCorrection(me, { sessionId }, { id, reason });
  const decide = (
    correctionId: CorrectionId,
    given: { isGranted?: boolean; grants?: 'present' | 'partial'; by?: Actor } = {},
  ) =>
    desk.decideCorrection(
      given.by ?? live.trainer,
      { correctionId },
      {
        isGranted: given.isGranted ?? true,
        reason: 'Sudah saya periksa.',
        grants: given.grants ?? 'present',
      },
    );

  it('is asked for once, tells the trainers, and counts when it is granted with a reason', async () => {
    const id = randomUUID() as CorrectionId;
    expect((await ask(id)).correction).toMatchObject({ state: 'open', reason });
    expect((await ask(id)).correction).toMatchObject({ state: 'open' });
    expect(await refusalOf(ask())).toBe('already-requested');
    expect(await told(live.trainer.userId)).toEqual(['live.correction-asked']);
    expect(await list()).toMatchObject([{ type: 'correction', state: 'open', isOwn: false }]);

    await decide(id);
    await decide(id);
    expect(await own()).toMatchObject({
      record: { state: 'present', hours: 2, strength: 'decision' },
      correction: { state: 'granted', decisionReason: 'Sudah saya periksa.' },
    });
    expect(await told(me.userId)).toEqual(['live.correction-granted']);
    expect(await refusalOf(decide(id, { isGranted: false }))).toBe('already-decided');
  });

  it('asked for in two tabs at once is one', async () => {
    const answers = await Promise.allSettled([ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await list()).toHaveLength(1);
  });

  it('may be refused or granted for half, also of a settled session', async () => {
    await context.get(SessionAttendance).close(live.trainer, { sessionId });
    const id = randomUUID() as CorrectionId;
    await ask(id);
    await decide(id, { grants: 'partial', by: live.organizer });
    expect((await own()).record).toMatchObject({ state: 'partial', hours: 1 });
  });

  it('refused leaves the record as it is', async () => {
    const id = randomUUID() as CorrectionId;
    await ask(id);
    await decide(id, { isGranted: false });
    expect(await own()).toMatchObject({ record: null, correction: { state: 'refused' } });
    expect(await told(me.userId)).toEqual(['live.correction-refused']);
  });

  it('is refused after two days, and nothing is decided any more in a closed class', async () => {
    const id = randomUUID() as CorrectionId;
    await ask(id);
    context.clock.set('2026-07-08T04:00:01Z');
    expect((await own()).excuseRefusal).toBe('request-too-late');
    await closeClass(context.db, live.classGroupId);
    expect(await refusalOf(decide(id))).toBe('class-closed');
    expect((await own()).record).toBeNull();
  });

  it('is decided by nobody of another class and nobody of the own library', async () => {
    const id = randomUUID() as CorrectionId;
    await ask(id);
    const others = await aLiveClass(context.db);
    expect(await refusalOf(decide(id, { by: others.trainer }))).toBe('not-found');
    const libraryId = await aLibrary(context.db);
    await context.db.query(`UPDATE registry_person SET library_id = $1 WHERE id = $2`, [
      libraryId,
      live.trainer.userId,
    ]);
    await context.db.query(`UPDATE delivery_enrollment SET library_id = $1 WHERE id = $2`, [
      libraryId,
      live.trainees[0]?.enrollmentId,
    ]);
    expect(await list()).toMatchObject([{ isOwn: true }]);
    expect(await refusalOf(decide(id))).toBe('own-library');
    await decide(id, { by: live.colleague });
  });

  it('decided by two at once is decided once', async () => {
    const id = randomUUID() as CorrectionId;
    await ask(id);
    const both = await Promise.allSettled([decide(id), decide(id, { isGranted: false, by: live.colleague })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await told(me.userId)).toHaveLength(1);
  });
});

describe('an excuse', () => {
  const ask = (given: { id?: ExcuseId; bytes?: Uint8Array } = {}) =>
    mine.askExcuse(
      me,
      { sessionId },
      {
        id: given.id ?? (randomUUID() as ExcuseId),
        kind: 'sick',
        note: 'Demam tinggi',
        fileName: 'surat.jpg',
      },
      upload(given.bytes ?? aPhoto, 'surat.jpg'),
    );
  const decide = (excuseId: ExcuseId, isGranted = true, by = live.trainer) =>
    desk.decideExcuse(by, { excuseId }, { isGranted, reason: 'Surat dokter jelas.' });
  const granted = async () => {
    const id = randomUUID() as ExcuseId;
    await ask({ id });
    await decide(id);
    return id;
  };

  it('needs a document, and counts no hours when it is accepted', async () => {
    expect(await refusalOf(ask({ bytes: Buffer.from('bukan surat') }))).toBe('kind-unknown');
    const id = await granted();
    expect(await own()).toMatchObject({
      record: { state: 'sick', hours: 0 },
      excuse: { state: 'granted', substitute: { kind: 'text', isPassed: false } },
    });
    expect(await told(me.userId)).toEqual(['live.excuse-granted']);
    expect((await desk.document(live.trainer, { excuseId: id })).mediaType).toBe('image/jpeg');
    const others = await aLiveClass(context.db);
    expect(await refusalOf(desk.document(others.trainer, { excuseId: id }))).toBe('not-found');
  });

  it('sent twice is one, and its second document is not kept', async () => {
    const id = randomUUID() as ExcuseId;
    await ask({ id });
    await ask({ id });
    const rows: unknown[] = await context.db.query(`SELECT 1 FROM platform_file WHERE created_by = $1`, [
      me.userId,
    ]);
    expect(rows).toHaveLength(1);
    expect(await refusalOf(ask())).toBe('already-requested');
  });

  it('refused opens no task', async () => {
    const id = randomUUID() as ExcuseId;
    await ask({ id });
    await decide(id, false);
    expect(await own()).toMatchObject({ record: null, excuse: { state: 'refused', substitute: null } });
    expect(await refusalOf(mine.writeSubstitute(me, { sessionId }, { text: 'x'.repeat(200) }))).toBe(
      'no-substitute',
    );
  });

  it('without questions is made up for by a text that a trainer reads; refused it is written anew', async () => {
    const excuseId = await granted();
    const text = 'Saya membaca ringkasan sesi dan mencatat tiga kebutuhan warga. '.repeat(4);
    expect((await mine.writeSubstitute(me, { sessionId }, { text })).excuse?.substitute?.isWaiting).toBe(
      true,
    );
    expect(await list()).toMatchObject([{ substitute: { isWaiting: true, text } }]);
    const judge = (isGranted: boolean) =>
      desk.decideSubstitute(live.trainer, { excuseId }, { isGranted, reason: 'Tambahkan contoh.' });
    await judge(false);
    expect((await own()).excuse?.substitute).toMatchObject({
      isWaiting: false,
      decisionReason: 'Tambahkan contoh.',
    });
    expect(await refusalOf(judge(true))).toBe('no-substitute');
    await mine.writeSubstitute(me, { sessionId }, { text: `${text} Contohnya kelas jahit.` });
    await judge(true);
    await judge(true);
    expect((await own()).record).toMatchObject({ state: 'sick', hours: 0, substituteHours: 2 });
  });

  describe('where the module has questions', () => {
    let questions: Awaited<ReturnType<typeof aTest>>['questions'];

    beforeEach(async () => {
      const [run] = await context.db.query<[{ id: string }]>(
        `SELECT curriculum_version_id AS id FROM delivery_run WHERE id = $1`,
        [live.run.id],
      );
      ({ questions } = await aTest(context.db, { curriculumVersionId: run.id }));
      await granted();
    });
    const attempt = async (right: number) => {
      const asked = await mine.substitute(me, { sessionId });
      const answers = asked.questions.map(({ id }, place) => {
        const question = questions.find((one) => one.id === (id as string));
        if (!question) throw new Error('unknown question');
        return {
          questionId: id as string,
          answer: place < right ? rightAnswer(question) : wrongAnswer(question),
        };
      });
      const sent = { attempt: asked.attempt, answers };
      return { asked, sent, answer: () => mine.answerSubstitute(me, { sessionId }, sent) };
    };

    it('asks five of them, the same ones until they are answered, without the key', async () => {
      const { asked } = await attempt(5);
      expect(asked.questions).toHaveLength(5);
      expect(JSON.stringify(asked)).not.toContain('isRight');
      expect((await mine.substitute(me, { sessionId })).questions).toEqual(asked.questions);
    });

    it('counts the hours with four of five right', async () => {
      const { answer } = await attempt(4);
      expect(await answer()).toMatchObject({
        record: { state: 'sick', hours: 0, substituteHours: 2 },
        excuse: { substitute: { isPassed: true, lastScore: 80, attemptsUsed: 1 } },
      });
      expect((await context.get(MyAttendance).all(me)).totals).toMatchObject({
        scheduled: 2,
        // A quarter of all live hours at most.
        counted: 0.5,
        substituted: 0.5,
        rate: 25,
      });
    });

    it('does not with three, gives other questions the next time, and three attempts in all', async () => {
      const one = await attempt(3);
      expect((await one.answer()).excuse?.substitute).toMatchObject({ isPassed: false, lastScore: 60 });
      // The same sent again is the same attempt.
      expect((await one.answer()).excuse?.substitute?.attemptsUsed).toBe(1);
      const two = await attempt(0);
      expect(two.asked.questions).not.toEqual(one.asked.questions);
      await two.answer();
      await (await attempt(0)).answer();
      expect((await mine.substitute(me, { sessionId })).questions).toEqual([]);
      const late = mine.answerSubstitute(me, { sessionId }, { attempt: 3, answers: [] });
      expect((await late).excuse?.substitute?.attemptsUsed).toBe(3);
      expect((await own()).record).toMatchObject({ substituteHours: 0 });
    });

    it('sent from two tabs at once is one attempt', async () => {
      const { answer } = await attempt(2);
      await Promise.all([answer(), answer()]);
      expect((await own()).excuse?.substitute?.attemptsUsed).toBe(1);
    });

    it('refuses answers to other questions', async () => {
      const { sent } = await attempt(5);
      const answers = [{ ...sent.answers[0], questionId: randomUUID() }] as typeof sent.answers;
      expect(await refusalOf(mine.answerSubstitute(me, { sessionId }, { attempt: 1, answers }))).toBe(
        'stale-questions',
      );
      expect(await refusalOf(mine.answerSubstitute(me, { sessionId }, { attempt: 2, answers: [] }))).toBe(
        'stale-questions',
      );
    });
  });
});
