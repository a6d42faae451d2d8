import { aTest, anAttempt } from '@bimtek/assessment-server/testing';
import { aCurriculum, type BuiltCurriculum } from '@bimtek/curriculum-server/testing';
import { DeliveryModule, Enrollments } from '@bimtek/delivery-server';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { PersonRecord } from '@bimtek/insight-contracts';
import type { Actor, Scope } from '@bimtek/platform-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import type { PersonId } from '@bimtek/registry-contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aCertificate, insightContext, readLesson, scoreOf } from '../testing/insight-context.ts';
import { PersonRecordService } from './person-record.service.ts';

let context: TestContext;
let records: PersonRecordService;
let curriculum: BuiltCurriculum;
let classGroup: Awaited<ReturnType<typeof aClassGroup>>;
let personId: PersonId;
let enrollment: Awaited<ReturnType<typeof anEnrollment>>;

const as = (role: Role, scope: Scope = { level: 'national', ids: [] }, more: readonly string[] = []): Actor =>
  anActor({
    role,
    scope,
    userId: randomUUID(),
    permissions: [...permissionsOf(role), ...(more as ReturnType<typeof permissionsOf>)],
  });
const national = as('nationalAdmin', undefined, ['account.read']);
const trainerOf = (id: string) => as('expertTrainer', { level: 'class', ids: [id] });
const of = async (me: Actor, id: PersonId = personId) => PersonRecord.parse(await records.record(me, id));

async function aPerson(given: { phone?: string; email?: string; province?: string } = {}): Promise<PersonId> {
  const id = randomUUID() as PersonId;
  const { phone = '+6281234567890', email = null, province = '33' } = given;
  await context.db.query(
    `INSERT INTO registry_person (id, full_name, title_after, name_key, phone, email, regency_code, province_code, search,
       created_at, updated_at)
     VALUES ($1, 'Siti Maemunah', 'S.Pd.', 'siti maemunah', $2, $3, $4 || '.01', $4, '', now(), now())`,
    [id, phone, email, province],
  );
  return id;
}

beforeAll(async () => {
  context = await insightContext(DeliveryModule);
  records = context.get(PersonRecordService);
  curriculum = await aCurriculum(context.db, { lessons: { M0: 0, M1: 2, M2: 3 } });
  const quiz = await aTest(context.db, { curriculumVersionId: curriculum.versionId });
  const run = await aRun(context.db, { curriculumVersionId: curriculum.versionId, state: 'running' });
  classGroup = await aClassGroup(context.db, { run });
  personId = await aPerson({ email: 'siti@contoh.desa.id' });
  enrollment = await anEnrollment(context.db, { classGroup, personId });
  await context.db.query(
    `INSERT INTO identity_account (id, person_id, participant_code, display_name, password_hash, state, activated_at,
       created_at)
     VALUES ($1, $1, 'BT26-4821-K', 'Siti Maemunah', 'x', 'active', '2026-07-01T00:00:00Z', '2026-06-01T00:00:00Z')`,
    [personId],
  );
  await context.db.query(
    `INSERT INTO identity_session (id, token_hash, account_id, shared_phone, user_agent, created_at, last_seen_at,
       expires_at)
     VALUES (gen_random_uuid(), 'x', $1, false, 'x', '2026-07-07T00:00:00Z', '2026-07-08T01:30:00Z', '2026-08-01T00:00:00Z')`,
    [personId],
  );
  await context.db.query(
    `INSERT INTO identity_role_grant (id, person_id, role, level, scope_id, valid_from)
     VALUES (gen_random_uuid(), $1, 'classLeader', 'class', $2, '2026-07-01T00:00:00Z')`,
    [personId, classGroup.id],
  );
  const [first, second] = curriculum.modules.find(({ code }) => code === 'M1')?.lessonIds ?? [];
  await readLesson(context.db, enrollment.id, first ?? '');
  await readLesson(context.db, enrollment.id, second ?? '', { isDone: false });
  await scoreOf(context.db, enrollment.id, 'quiz:M1', 80);
  await anAttempt(context.db, { test: quiz, enrollment, state: 'submitted', right: 1 });
  await aCertificate(context.db, { classGroup, enrollment });
});
afterAll(() => context.close());
beforeEach(() => context.clock.set('2026-07-08T02:00:00Z'));

describe('the record of a person', () => {
  it('has who it is with masked contacts, and what is known of the account', async () => {
    const { person, account } = await of(national);
    expect(person).toMatchObject({
      name: 'Siti Maemunah, S.Pd.',
      phone: '+62 812-••••-7890',
      email: 'si•••@contoh.desa.id',
      participantCode: 'BT26-4821-K',
    });
    expect(account).toMatchObject({
      state: 'active',
      lastSeenAt: '2026-07-08T01:30:00.000Z',
      openSessions: 1,
      roles: [{ role: 'classLeader', boundTo: classGroup.name }],
    });
  });

  it('has lessons, attempts, scores and certificates of each enrollment', async () => {
    const [one] = (await of(national)).enrollments;
    expect(one).toMatchObject({
      state: 'active',
      classGroup: { code: classGroup.code },
      progress: { standing: 'behind', lessonsDone: 1, lessonsTotal: 5, lessonsExpected: 2 },
      scores: [{ component: 'quiz:M1', value: 80 }],
      decision: null,
    });
    expect(
      one?.progress.modules.map(({ code, done, begun, lessons }) => [code, done, begun, lessons]),
    ).toEqual([
      ['M1', 1, 2, 2],
      ['M2', 0, 0, 3],
    ]);
    expect(one?.attempts).toHaveLength(1);
    expect(JSON.stringify(one?.attempts)).not.toContain('answer');
    expect(one?.certificates).toHaveLength(1);
  });

  it('tells how the person came to the state, with who did it and why', async () => {
    const gone = await anEnrollment(context.db, { classGroup, personId: await aPerson() });
    const enrollments = context.get(Enrollments);
    await context.db.transaction((tx) =>
      enrollments.move(tx, national, [gone.id], 'completed', 'Semua pelajaran selesai'),
    );
    const {
      enrollments: [one],
      acts,
    } = await of(national, gone.personId as PersonId);
    expect(one?.history).toMatchObject([
      { from: 'active', to: 'completed', by: national.displayName, reason: 'Semua pelajaran selesai' },
    ]);
    expect(acts?.map(({ action }) => action)).toEqual(['delivery.enrollment-completed']);
  });

  it.each([
    ['score.read', { attempts: true, scores: true, decision: false, certificates: false, acts: false }],
    ['decision.read', { attempts: false, scores: false, decision: true, certificates: false, acts: false }],
    [
      'certificate.read',
      { attempts: false, scores: false, decision: false, certificates: true, acts: false },
    ],
    ['audit.read', { attempts: false, scores: false, decision: false, certificates: false, acts: true }],
  ] as const)('shows what %s opens elsewhere, and nothing more', async (permission, sees) => {
    const permissions = ['person.read', 'class.read', permission] as const;
    const me = anActor({
      role: 'spec',
      scope: { level: 'national', ids: [] },
      permissions: [...permissions],
    });
    const decided = await anEnrollment(context.db, {
      classGroup,
      personId: await aPerson(),
      state: 'passed',
    });
    await context.db.query(
      `INSERT INTO graduation_decision (enrollment_id, class_group_id, outcome, final_score, facts, result, state,
         sort_name, decided_at) VALUES ($1, $2, 'passed', 82.5, '{}', '{}', 'approved', 'x', now())`,
      [decided.id, classGroup.id],
    );
    const { enrollments, acts, account } = await of(me, decided.personId as PersonId);
    const [one] = enrollments;
    expect({
      attempts: one?.attempts !== null,
      scores: one?.scores !== null,
      decision: one?.decision !== null,
      certificates: one?.certificates !== null,
      acts: acts !== null,
    }).toEqual(sees);
    expect(account).toBeNull();
  });

  it.each([
    ['a trainer of another class', () => trainerOf(randomUUID())],
    ['another province', () => as('provincialAdmin', { level: 'province', ids: ['91'] })],
    ['another regency', () => as('regencyAdmin', { level: 'regency', ids: ['33.02'] })],
    ['the person as trainee', () => as('trainee', { level: 'own', ids: [] })],
  ])('is not found by %s, nor is the contact', async (_case, me) => {
    await expect(of(me())).rejects.toMatchObject({ code: 'not-found' });
    await expect(records.contact(me(), personId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('shows an office only the enrollments of its own scope', async () => {
    const moved = await aPerson({ province: '91' });
    await anEnrollment(context.db, { classGroup, personId: moved });
    const papua = as('provincialAdmin', { level: 'province', ids: ['91'] });
    expect((await of(papua, moved)).enrollments).toEqual([]);
    expect((await of(national, moved)).enrollments).toHaveLength(1);
  });

  it('is there for somebody who takes part in nothing', async () => {
    const nobody = await aPerson();
    expect(await of(national, nobody)).toMatchObject({ enrollments: [], account: null, library: null });
    await expect(of(national, randomUUID() as PersonId)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('looking at a contact', () => {
  it('shows it whole and writes every look down', async () => {
    const person = await aPerson({ email: 'ani@contoh.id' });
    for (const _ of [1, 2]) {
      expect(await records.contact(national, person)).toEqual({
        phone: '+6281234567890',
        email: 'ani@contoh.id',
      });
    }
    const { acts } = await of(national, person);
    expect(acts?.map(({ action }) => action)).toEqual(['insight.contact-seen', 'insight.contact-seen']);
  });

  it('ends for somebody who goes through a whole list', async () => {
    const trainer = trainerOf(classGroup.id);
    for (let look = 0; look < 60; look++) await records.contact(trainer, personId);
    await expect(records.contact(trainer, personId)).rejects.toMatchObject({ code: 'too-many-requests' });
    await expect(records.contact(trainerOf(classGroup.id), personId)).resolves.toBeDefined();
  });
});
