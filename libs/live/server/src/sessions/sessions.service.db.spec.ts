import { ModuleCode } from '@bimtek/curriculum-contracts';
import { NewSessions, type SessionId } from '@bimtek/live-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import {
  aLiveClass,
  aSession,
  closeClass,
  inRole,
  type LiveClass,
  liveContext,
  national,
  problemOf,
  refusalOf,
} from '../testing/a-live-class.ts';
import { SessionViews } from './session-views.service.ts';
import { Sessions } from './sessions.service.ts';

let context: TestContext;
let sessions: Sessions;
let views: SessionViews;
beforeAll(async () => {
  context = await liveContext();
  sessions = context.get(Sessions);
  views = context.get(SessionViews);
});
afterAll(() => context.close());
// Monday, 6 July 2026, 06.00 in Western Indonesia.
beforeEach(() => context.clock.set('2026-07-05T23:00:00Z'));

const sessionId = () => randomUUID() as SessionId;
const slot = (day = '2026-07-08', from = '09:00', until = '10:30') => ({ id: sessionId(), day, from, until });

function planned(
  { run, classGroupId }: Pick<LiveClass, 'run'> & { classGroupId: LiveClass['classGroupId'] | null },
  given: Partial<NewSessions> = {},
): NewSessions {
  return NewSessions.parse({
    runId: run.id,
    classGroupId,
    kind: classGroupId === null ? 'plenary' : 'class',
    moduleCode: ModuleCode.parse('M1'),
    title: 'Penguatan Literasi',
    lessonHours: 2,
    stage: { provider: 'link', url: 'https://zoom.us/j/1' },
    slots: [slot()],
    ...given,
  });
}

const move = (to: { day: string; from: string; until: string }, given: object = {}) => ({
  ...to,
  reason: 'Listrik akan padam',
  reach: 'one' as const,
  despiteClashes: false,
  ...given,
});
const cancel = (reach: 'one' | 'rest' = 'one') => ({ reason: 'Pelatih berhalangan', reach });

async function toldTo({ userId }: Actor): Promise<{ template: string; params: object; link: string }[]> {
  await context.drainOutbox();
  return context.db.query(
    `SELECT template, params, link FROM notification_message WHERE recipient_id = $1 ORDER BY created_at, id`,
    [userId],
  );
}

const auditOf = (id: string): Promise<{ action: string; reason: string | null; after: object }[]> =>
  context.db.query(
    `SELECT action, reason, after FROM platform_audit_entry WHERE subject_id = $1 ORDER BY at, id`,
    [id],
  );

describe('planning', () => {
  it('takes days and hours as the clock of the class shows them', async () => {
    const group = await aLiveClass(context.db, { timeZone: 'Asia/Jayapura' });
    const { items } = await sessions.plan(group.organizer, planned(group));
    expect(items).toMatchObject([
      {
        startsAt: '2026-07-08T00:00:00.000Z',
        endsAt: '2026-07-08T01:30:00.000Z',
        timeZone: 'Asia/Jayapura',
        module: { code: 'M1' },
        lessonHours: 2,
        stage: { provider: 'link', service: 'zoom' },
        state: 'planned',
        version: 0,
      },
    ]);
  });

  it('gives a series one id and tells the class of it once', async () => {
    const group = await aLiveClass(context.db);
    const slots = [slot('2026-07-08'), slot('2026-07-09'), slot('2026-07-10')];
    const { items } = await sessions.plan(group.trainer, planned(group, { slots }));
    expect(items).toHaveLength(3);
    expect(new Set(items.map((item) => item.seriesId)).size).toBe(1);
    expect(items[0]?.seriesId).not.toBeNull();
    const trainee = found(group.trainees[0]).me;
    expect(await toldTo(trainee)).toMatchObject([
      { template: 'live.series-planned', params: { sessions: 3, title: 'Penguatan Literasi' } },
    ]);
    expect(await toldTo(group.colleague)).toMatchObject([
      { link: `/kelola/kelas/${group.classGroupId}/jadwal` },
    ]);
    expect(await toldTo(group.trainer)).toEqual([]);
  });

  it('has one effect when the same plan is sent twice, also at once', async () => {
    const group = await aLiveClass(context.db);
    const plan = planned(group);
    const answers = await Promise.all([1, 2, 3].map(() => sessions.plan(group.organizer, plan)));
    expect(answers.map(({ items }) => items)).toEqual([
      answers[0]?.items,
      answers[0]?.items,
      answers[0]?.items,
    ]);
    expect(await toldTo(found(group.trainees[0]).me)).toHaveLength(1);
    expect(await auditOf(found(plan.slots[0]).id)).toHaveLength(1);
  });

  it('does not take an id of another class', async () => {
    const [group, other] = [await aLiveClass(context.db), await aLiveClass(context.db)];
    const plan = planned(group);
    await sessions.plan(group.organizer, plan);
    expect(await refusalOf(sessions.plan(other.organizer, planned(other, { slots: plan.slots })))).toBe(
      'id-taken',
    );
  });

  it('plans none of a series when one day is taken, and says by what', async () => {
    const group = await aLiveClass(context.db);
    await sessions.plan(
      group.organizer,
      planned(group, { title: 'Yang sudah ada', slots: [slot('2026-07-09')] }),
    );
    const slots = [slot('2026-07-08'), slot('2026-07-09', '10:00', '11:00')];
    const problem = await problemOf(sessions.plan(group.organizer, planned(group, { slots })));
    expect(problem.code).toBe('overlaps');
    expect(problem.extra).toMatchObject({ clashes: [{ title: 'Yang sudah ada' }] });
    expect((await views.ofClass(group.organizer, group.classGroupId)).items).toHaveLength(1);
  });

  it('lets only one of two overlapping plans through that are sent at once', async () => {
    const group = await aLiveClass(context.db);
    const results = await Promise.allSettled([
      sessions.plan(group.organizer, planned(group, { slots: [slot()] })),
      sessions.plan(group.trainer, planned(group, { slots: [slot('2026-07-08', '10:00', '11:00')] })),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('takes a time again that was cancelled, and one that begins as another ends', async () => {
    const group = await aLiveClass(context.db);
    const plan = planned(group);
    await sessions.plan(group.organizer, plan);
    await sessions.cancel(group.organizer, found(plan.slots[0]).id, cancel());
    const slots = [slot(), slot('2026-07-08', '10:30', '11:00')];
    expect((await sessions.plan(group.organizer, planned(group, { slots }))).items).toHaveLength(2);
  });

  it('warns when a trainer is in another class then, and plans when it is insisted on', async () => {
    const group = await aLiveClass(context.db);
    const other = await aLiveClass(context.db, { run: group.run, trainerIds: [group.trainer.userId] });
    await sessions.plan(group.organizer, planned(group, { title: 'Di kelas pertama' }));
    const plan = planned(other, { slots: [slot('2026-07-08', '10:00', '11:00')] });
    const problem = await problemOf(sessions.plan(other.organizer, plan));
    expect(problem.code).toBe('people-elsewhere');
    expect(problem.extra).toMatchObject({ count: 1, clashes: [{ title: 'Di kelas pertama' }] });
    const { items } = await sessions.plan(other.organizer, { ...plan, despiteClashes: true });
    expect(items).toHaveLength(1);
  });

  it.each([
    ['in the past', { slots: [slot('2026-07-05')] }, 'in-the-past'],
    ['of a module that the curriculum does not have', { moduleCode: 'M55' as never }, 'module-unknown'],
    [
      'on a stage that is not set up',
      { stage: { provider: 'bigbluebutton' as const } },
      'stage-not-available',
    ],
    ['twice at the same time', { slots: [slot(), slot('2026-07-08', '10:00', '12:00')] }, 'overlaps-itself'],
  ])('refuses a session %s', async (_case, given, expected) => {
    const group = await aLiveClass(context.db);
    expect(await refusalOf(sessions.plan(group.organizer, planned(group, given)))).toBe(expected);
  });

  it('refuses anything for a closed class', async () => {
    const group = await aLiveClass(context.db);
    const { id } = await aSession(context.db, group, { startsAt: new Date('2026-07-09T02:00:00Z') });
    await closeClass(context.db, group.classGroupId);
    expect(await refusalOf(sessions.plan(group.organizer, planned(group)))).toBe('class-closed');
    expect(await refusalOf(sessions.cancel(group.organizer, id, cancel()))).toBe('class-closed');
    const to = { day: '2026-07-10', from: '09:00', until: '10:00' };
    expect(await refusalOf(sessions.move(group.organizer, id, move(to)))).toBe('class-closed');
  });

  it('finds no class of others, and no session of theirs', async () => {
    const [group, other] = [await aLiveClass(context.db), await aLiveClass(context.db)];
    const { id } = await aSession(context.db, group);
    expect(await refusalOf(sessions.plan(other.organizer, planned(group)))).toBe('not-found');
    expect(await refusalOf(sessions.cancel(other.trainer, id, cancel()))).toBe('not-found');
    expect(await refusalOf(views.get(found(other.trainees[0]).me, id))).toBe('not-found');
    expect(await refusalOf(views.ofClass(other.organizer, group.classGroupId))).toBe('not-found');
  });

  it('tells nobody while the class is being put together', async () => {
    const group = await aLiveClass(context.db, { state: 'preparing' });
    await sessions.plan(group.organizer, planned(group));
    expect(await toldTo(found(group.trainees[0]).me)).toEqual([]);
  });
});

describe('a session for a whole run', () => {
  it('is planned by the national office, in Western Indonesian time, and seen by each class in its own', async () => {
    const group = await aLiveClass(context.db, { timeZone: 'Asia/Jayapura' });
    const { items } = await sessions.plan(national, planned({ ...group, classGroupId: null }));
    expect(items).toMatchObject([
      { startsAt: '2026-07-08T02:00:00.000Z', classGroup: null, kind: 'plenary' },
    ]);
    const mine = await views.mine(found(group.trainees[0]).me);
    expect(mine.items).toMatchObject([{ timeZone: 'Asia/Jayapura', startsAt: '2026-07-08T02:00:00.000Z' }]);
    expect(await toldTo(group.trainer)).toMatchObject([{ template: 'live.session-planned' }]);
  });

  it('is not planned, moved or cancelled by an organizer, and keeps its time free in every class', async () => {
    const group = await aLiveClass(context.db);
    const forRun = planned({ ...group, classGroupId: null });
    expect(await refusalOf(sessions.plan(group.organizer, forRun))).toBe('only-for-run');
    await sessions.plan(national, forRun);
    const { id } = found(forRun.slots[0]);
    expect(await refusalOf(sessions.cancel(group.organizer, id, cancel()))).toBe('only-for-run');
    expect(await refusalOf(sessions.plan(group.organizer, planned(group)))).toBe('overlaps');
  });

  it('warns when classes have sessions then', async () => {
    const group = await aLiveClass(context.db);
    await sessions.plan(group.organizer, planned(group));
    const forRun = planned({ ...group, classGroupId: null });
    expect(await refusalOf(sessions.plan(national, forRun))).toBe('people-elsewhere');
    expect((await sessions.plan(national, { ...forRun, despiteClashes: true })).items).toHaveLength(1);
  });
});

describe('moving', () => {
  const to = { day: '2026-07-09', from: '13:00', until: '14:30' };

  it('tells everybody once, with the reason, however often it is asked for', async () => {
    const group = await aLiveClass(context.db);
    const { id } = await aSession(context.db, group, { startsAt: new Date('2026-07-08T02:00:00Z') });
    const [first, again] = [
      await sessions.move(group.organizer, id, move(to)),
      await sessions.move(group.organizer, id, move(to)),
    ];
    expect(first.items).toMatchObject([
      {
        startsAt: '2026-07-09T06:00:00.000Z',
        movedFrom: '2026-07-08T02:00:00.000Z',
        version: 1,
        changeReason: 'Listrik akan padam',
      },
    ]);
    expect(again.items).toEqual(first.items);
    expect(await toldTo(found(group.trainees[0]).me)).toMatchObject([
      {
        template: 'live.session-moved',
        params: {
          beforeAt: '2026-07-08T02:00:00.000Z',
          startsAt: '2026-07-09T06:00:00.000Z',
          reason: 'Listrik akan padam',
        },
        link: `/jadwal/${id}`,
      },
    ]);
    expect(await auditOf(id)).toMatchObject([{ action: 'live.session-moved', reason: 'Listrik akan padam' }]);
  });

  it('takes the later ones of a series along, and leaves the earlier and the cancelled where they are', async () => {
    const group = await aLiveClass(context.db);
    const slots = ['2026-07-08', '2026-07-09', '2026-07-10', '2026-07-11'].map((day) => slot(day));
    const { items } = await sessions.plan(group.organizer, planned(group, { slots }));
    const [, second, third] = items;
    await sessions.cancel(group.organizer, found(third).id, cancel());
    await sessions.move(
      group.organizer,
      found(second).id,
      move({ day: '2026-07-13', from: '10:00', until: '11:30' }, { reach: 'rest' }),
    );
    const { items: now } = await views.ofClass(group.organizer, group.classGroupId);
    expect(now.map(({ startsAt, state }) => [startsAt, state])).toEqual([
      ['2026-07-08T02:00:00.000Z', 'planned'],
      ['2026-07-10T02:00:00.000Z', 'cancelled'],
      ['2026-07-13T03:00:00.000Z', 'planned'],
      ['2026-07-15T03:00:00.000Z', 'planned'],
    ]);
  });

  it('may swap places within its own series, but not lie on another session', async () => {
    const group = await aLiveClass(context.db);
    const slots = [slot('2026-07-08'), slot('2026-07-09')];
    const { items } = await sessions.plan(group.organizer, planned(group, { slots }));
    const [first] = items;
    const dayLater = { day: '2026-07-09', from: '09:00', until: '10:30' };
    expect(await refusalOf(sessions.move(group.organizer, found(first).id, move(dayLater)))).toBe('overlaps');
    const moved = await sessions.move(group.organizer, found(first).id, move(dayLater, { reach: 'rest' }));
    expect(moved.items).toHaveLength(2);
  });

  it('is up to 24 hours before for trainers, and to the start for organizers', async () => {
    const group = await aLiveClass(context.db);
    const { id } = await aSession(context.db, group, { startsAt: new Date('2026-07-06T22:59:00Z') });
    expect(await refusalOf(sessions.move(group.trainer, id, move(to)))).toBe('too-late-to-move');
    expect((await sessions.move(group.organizer, id, move(to))).items).toHaveLength(1);
  });

  it('is not possible once the session is closed', async () => {
    const group = await aLiveClass(context.db);
    const { id } = await aSession(context.db, group, { state: 'closed' });
    expect(await refusalOf(sessions.move(group.organizer, id, move(to)))).toBe('session-closed');
  });
});

describe('cancelling', () => {
  it('tells everybody once with the reason, and takes its hours out of the plan', async () => {
    const group = await aLiveClass(context.db);
    const { id } = await aSession(context.db, group, { startsAt: new Date('2026-07-08T02:00:00Z') });
    const hours = async () =>
      (await views.ofClass(group.observer, group.classGroupId)).hours.find(({ code }) => code === 'M1')
        ?.planned;
    expect(await hours()).toBe(2);
    await sessions.cancel(group.organizer, id, cancel());
    await sessions.cancel(group.organizer, id, cancel());
    expect(await hours()).toBe(0);
    expect(await toldTo(found(group.trainees[0]).me)).toMatchObject([
      { template: 'live.session-cancelled', params: { reason: 'Pelatih berhalangan' } },
    ]);
    expect(await auditOf(id)).toHaveLength(1);
  });

  it('says to whoever listens that the timetable changed, once', async () => {
    const group = await aLiveClass(context.db);
    const { id } = await aSession(context.db, group, { startsAt: new Date('2026-07-08T02:00:00Z') });
    await sessions.cancel(group.organizer, id, cancel());
    await sessions.cancel(group.organizer, id, cancel());
    const events = await context.db.query(
      `SELECT payload FROM platform_outbox WHERE name = 'live.sessions-changed' AND payload->'sessionIds' ? $1`,
      [id],
    );
    expect(events).toEqual([
      {
        payload: {
          runId: group.run.id,
          classGroupId: group.classGroupId,
          change: 'cancelled',
          sessionIds: [id],
        },
      },
    ]);
  });
});

describe('recording and summary', () => {
  const recording = { recordingUrl: 'https://contoh.example/rekaman/1', summary: 'Kita membahas literasi.' };

  it('come once it has begun, also when it is closed, and are told once', async () => {
    const group = await aLiveClass(context.db);
    const { id } = await aSession(context.db, group, {
      startsAt: new Date('2026-07-06T02:00:00Z'),
      state: 'closed',
    });
    expect(await refusalOf(sessions.setRecording(group.trainer, id, recording))).toBe('not-begun');
    context.clock.set('2026-07-06T04:00:00Z');
    await sessions.setRecording(group.trainer, id, recording);
    await sessions.setRecording(group.trainer, id, { ...recording, summary: 'Lebih lengkap.' });
    expect(await toldTo(found(group.trainees[0]).me)).toMatchObject([{ template: 'live.recording-ready' }]);
    const { session } = await views.get(found(group.trainees[0]).me, id);
    expect(session).toMatchObject({ recordingUrl: recording.recordingUrl, summary: 'Lebih lengkap.' });
  });

  it('do not come for what was cancelled', async () => {
    const group = await aLiveClass(context.db);
    const { id } = await aSession(context.db, group, { state: 'cancelled' });
    expect(await refusalOf(sessions.setRecording(group.trainer, id, recording))).toBe('session-cancelled');
  });
});

describe('changing what a session is about', () => {
  it('reaches the rest of its series when asked, and gives no address away to the audit log', async () => {
    const group = await aLiveClass(context.db);
    const slots = [slot('2026-07-08'), slot('2026-07-09')];
    const { items } = await sessions.plan(group.organizer, planned(group, { slots }));
    const url = 'https://meet.google.com/abc-defg-hij?authuser=rahasia';
    const changed = await sessions.change(group.organizer, found(items[0]).id, {
      stage: { provider: 'link', url },
      title: 'Literasi Digital',
      reach: 'rest',
    });
    expect(changed.items).toMatchObject([
      { title: 'Literasi Digital', stage: { service: 'meet' }, version: 0 },
      { title: 'Literasi Digital', stage: { service: 'meet' }, version: 0 },
    ]);
    expect(JSON.stringify(await auditOf(found(items[1]).id))).not.toContain('rahasia');
  });
});

describe('what people see', () => {
  it('is the address of the stage to nobody, before or after', async () => {
    const group = await aLiveClass(context.db);
    await aSession(context.db, group, {
      stage: { provider: 'link', url: 'https://zoom.us/j/987?pwd=rahasia' },
    });
    const seen = [
      await views.mine(found(group.trainees[0]).me),
      await views.ofClass(group.organizer, group.classGroupId),
      await views.agenda(group.trainer, { limit: 50, order: 'first' }),
    ];
    expect(JSON.stringify(seen)).not.toContain('rahasia');
  });

  it('is for a trainee who has left nothing any more', async () => {
    const group = await aLiveClass(context.db);
    await aSession(context.db, group);
    const { me, enrollmentId } = found(group.trainees[0]);
    await context.db.query(`UPDATE delivery_enrollment SET state = 'withdrawn' WHERE id = $1`, [
      enrollmentId,
    ]);
    expect((await views.mine(me)).items).toEqual([]);
  });

  it('is for a person without a class an empty timetable', async () => {
    const nobody = inRole('trainee', { level: 'own', ids: [] });
    expect(await views.mine(nobody)).toMatchObject({ classGroup: null, items: [] });
  });

  it('is for a trainer the sessions of the own classes and their runs, page by page', async () => {
    const group = await aLiveClass(context.db);
    const other = await aLiveClass(context.db, { run: group.run });
    await aSession(context.db, other);
    const own = await Promise.all(
      ['07', '08', '09'].map((day) =>
        aSession(context.db, group, { startsAt: new Date(`2026-07-${day}T02:00:00Z`) }),
      ),
    );
    const forAll = await aSession(
      context.db,
      { ...group, classGroupId: null },
      { startsAt: new Date('2026-07-10T02:00:00Z') },
    );
    const first = await views.agenda(group.trainer, { limit: 2, order: 'first' });
    const second = await views.agenda(group.trainer, { limit: 2, order: 'first', after: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
      ...own.map(({ id }) => id),
      forAll.id,
    ]);
    expect(second.next).toBeNull();
    const last = await views.agenda(group.trainer, { limit: 1, order: 'last' });
    expect(last.items.map(({ id }) => id)).toEqual([forAll.id]);
  });
});
