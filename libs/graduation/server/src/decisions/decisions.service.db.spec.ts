import { plan, postTest } from '@bimtek/graduation-contracts';
import { anActor, type TestContext } from '@bimtek/platform-server/testing';
import { aPerson } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ComponentScores } from '../scores/component-scores.service.ts';
import { approver, aGradedClass, aPreparedClass, type BuiltClass } from '../testing/a-class.ts';
import { graduationContext, refusalOf } from '../testing/graduation-context.ts';
import { passingScores } from '../testing/some-scores.ts';
import { Decisions } from './decisions.service.ts';

let context: TestContext;
let decisions: Decisions;

beforeAll(async () => {
  context = await graduationContext();
  decisions = context.get(Decisions);
});
afterAll(() => context.close());

const page = { limit: 50 };
const approve = (built: BuiltClass & { preparedAt: string }, me = approver) =>
  decisions.approve(me, built, { preparedAt: built.preparedAt });
const statesOf = async ({ classGroupId }: BuiltClass) => {
  const rows: { state: string; n: number }[] = await context.db.query(
    `SELECT state, count(*)::int AS n FROM delivery_enrollment WHERE class_group_id = $1 GROUP BY state`,
    [classGroupId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
};
const passedEvents = (built: BuiltClass): Promise<{ payload: Record<string, unknown> }[]> =>
  context.db.query(
    `SELECT payload FROM platform_outbox
     WHERE name = 'graduation.participant-passed' AND payload->>'classGroupId' = $1`,
    [built.classGroupId],
  );
const auditOf = async (subjectId: string) => {
  const rows: { action: string }[] = await context.db.query(
    `SELECT action FROM platform_audit_entry WHERE subject_id = $1 ORDER BY at, id`,
    [subjectId],
  );
  return rows.map(({ action }) => action);
};
const testFinished = (built: BuiltClass, bestScore: number) => ({
  attemptId: randomUUID() as never,
  enrollmentId: built.people[0]?.enrollmentId ?? '',
  personId: built.people[0]?.personId ?? '',
  testId: randomUUID() as never,
  testKind: 'postTest' as const,
  moduleCode: null,
  score: bestScore,
  bestScore,
  finishedAt: '2026-07-12T03:00:00.000Z',
});

describe('preparing', () => {
  it('is not for somebody who takes part in the class, nor for a colleague of somebody who does', async () => {
    const built = await aGradedClass(context, { people: [{}, {}] });
    const [, person] = built.people;
    const colleagueId = await aPerson(context.db, { libraryId: person?.libraryId ?? null });
    for (const userId of [person?.personId ?? '', colleagueId]) {
      const me = { ...built.organizer, userId };
      expect(await refusalOf(decisions.prepare(me, built))).toBe('own-library');
    }
    expect((await decisions.get(approver, built)).state).toBe('none');
    expect((await decisions.prepare(built.organizer, built)).state).toBe('prepared');
  });

  it('freezes for each active person what follows from the scores, and why', async () => {
    const built = await aPreparedClass(context, {
      people: [
        { fullName: 'Asih' },
        { fullName: 'Budi', scores: passingScores({ [plan]: 68 }) },
        { fullName: 'Citra', scores: {} },
        { fullName: 'Dewi', state: 'withdrawn' },
      ],
    });
    const view = await decisions.get(built.organizer, built);
    expect(view).toMatchObject({ state: 'prepared', people: 3, passed: 1, notPassed: 2, isStale: false });
    expect(view.classGroup.state).toBe('decision');
    const { items } = await decisions.list(built.organizer, built, page);
    const reasons = items.map(({ name, outcome, finalScore, conditions }) => [
      name,
      outcome,
      finalScore,
      conditions.filter(({ state }) => state !== 'met').map(({ code, state }) => `${code} ${state}`),
    ]);
    expect(reasons).toEqual([
      ['Asih', 'passed', 80, []],
      ['Budi', 'notPassed', 76.4, ['plan unmet']],
      [
        'Citra',
        'notPassed',
        0,
        [
          'attendance missing',
          'plan missing',
          'postTest missing',
          'assignments missing',
          'finalScore missing',
        ],
      ],
    ]);
    expect(await auditOf(built.classGroupId)).toEqual([
      'delivery.class-decision-started',
      'graduation.decision-prepared',
    ]);
  });

  it('goes by name through the list, page by page, and by outcome', async () => {
    const names = ['Wati', 'Asih', 'Mulyono', 'Bagus', 'Asih Lestari'];
    const built = await aPreparedClass(context, {
      people: names.map((fullName) => ({
        fullName,
        scores: fullName.startsWith('Asih') ? {} : passingScores(),
      })),
    });
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const shown = await decisions.list(approver, built, { limit: 2, ...(after ? { after } : {}) });
      expect(shown.total).toBe(5);
      seen.push(...shown.items.map(({ name }) => name));
      after = shown.next;
    }
    expect(seen).toEqual([...names].sort());
    const failed = await decisions.list(approver, built, { ...page, outcome: 'notPassed' });
    expect([failed.total, failed.items.map(({ name }) => name)]).toEqual([2, ['Asih', 'Asih Lestari']]);
  });

  it('takes a later preparation in the place of the first', async () => {
    const built = await aPreparedClass(context);
    await context.db.query(
      `UPDATE graduation_component_score SET value = 10 WHERE component = 'plan' AND enrollment_id = $1`,
      [built.people[0]?.enrollmentId],
    );
    expect(await decisions.get(approver, built)).toMatchObject({ passed: 1, isStale: true });
    expect(await decisions.prepare(built.organizer, built)).toMatchObject({
      people: 1,
      passed: 0,
      isStale: false,
    });
  });

  it('needs somebody to decide on, and a class that is open', async () => {
    const nobody = await aGradedClass(context, { people: [{ state: 'withdrawn' }] });
    expect(await refusalOf(decisions.prepare(nobody.organizer, nobody))).toBe('nobody-to-decide');
    const early = await aGradedClass(context, { state: 'preparing' });
    expect(await refusalOf(decisions.prepare(early.organizer, early))).toBe('class-not-open');
    const closed = await aGradedClass(context, { state: 'closed' });
    expect(await refusalOf(decisions.prepare(closed.organizer, closed))).toBe('class-closed');
  });

  it("finds no class that is another's, and none that is not there", async () => {
    const [mine, other] = [await aGradedClass(context), await aGradedClass(context)];
    expect(await refusalOf(decisions.prepare(mine.organizer, other))).toBe('not-found');
    expect(await refusalOf(decisions.get(mine.organizer, other))).toBe('not-found');
    expect(await refusalOf(decisions.list(mine.organizer, other, page))).toBe('not-found');
    const nowhere = { classGroupId: randomUUID() as never };
    expect(await refusalOf(decisions.prepare(approver, nowhere))).toBe('not-found');
  });
});

describe('approving', () => {
  it('decides on everybody, closes the class and tells of each who passed, all at once', async () => {
    const built = await aPreparedClass(context, {
      people: [
        { fullName: 'Asih' },
        { fullName: 'Budi' },
        { fullName: 'Citra', scores: passingScores({ [postTest]: 59.99 }) },
      ],
    });
    const view = await approve(built);
    expect(view).toMatchObject({
      state: 'approved',
      passed: 2,
      notPassed: 1,
      approvedBy: 'Penguji',
      isStale: false,
    });
    expect(view.classGroup).toMatchObject({ state: 'closed' });
    expect(await statesOf(built)).toEqual({ passed: 2, notPassed: 1 });
    const events = await passedEvents(built);
    expect(events).toHaveLength(2);
    expect(events.map(({ payload }) => payload)).toContainEqual({
      enrollmentId: built.people[0]?.enrollmentId,
      personId: built.people[0]?.personId,
      runId: built.runId,
      classGroupId: built.classGroupId,
      curriculumVersionId: built.curriculumVersionId,
      finalScore: 80,
      grade: 'Memuaskan',
      attendanceRate: '82.35',
      decidedAt: '2026-07-06T02:00:00.000Z',
    });
    expect(await auditOf(built.classGroupId)).toContain('graduation.decision-approved');
  });

  it('has one effect when it is asked for twice, by two admins at the same time', async () => {
    const built = await aPreparedClass(context, { people: [{}, {}, { scores: {} }] });
    const other = anActor({
      ...approver,
      userId: randomUUID(),
      displayName: 'Admin Kedua',
      permissions: ['decision.approve'],
    });
    const views = await Promise.all([approve(built), approve(built, other), approve(built)]);
    expect(new Set(views.map(({ approvedBy }) => approvedBy)).size).toBe(1);
    expect(await passedEvents(built)).toHaveLength(2);
    expect(
      (await auditOf(built.classGroupId)).filter((action) => action === 'graduation.decision-approved'),
    ).toHaveLength(1);
    expect((await approve(built)).state).toBe('approved');
    expect(await passedEvents(built)).toHaveLength(2);
  });

  it('is refused when a score has changed since, and changes nothing then', async () => {
    const built = await aPreparedClass(context);
    await context.get(ComponentScores).takeOver(testFinished(built, 99));
    expect(await refusalOf(approve(built))).toBe('prepared-facts-changed');
    expect(await statesOf(built)).toEqual({ active: 1 });
    expect(await passedEvents(built)).toHaveLength(0);
    const again = await decisions.prepare(built.organizer, built);
    expect((await approve({ ...built, preparedAt: again.preparedAt ?? '' })).state).toBe('approved');
  });

  it('is refused when somebody has left the class since', async () => {
    const built = await aPreparedClass(context, { people: [{}, {}] });
    await context.db.query(`UPDATE delivery_enrollment SET state = 'withdrawn' WHERE id = $1`, [
      built.people[0]?.enrollmentId,
    ]);
    expect(await refusalOf(approve(built))).toBe('prepared-facts-changed');
  });

  it('is refused for a preparation that another one has taken the place of', async () => {
    const built = await aPreparedClass(context);
    context.clock.advance(1_000);
    await decisions.prepare(built.organizer, built);
    expect(await refusalOf(approve(built))).toBe('prepared-facts-changed');
  });

  it('waits for the results of tests that are finished and not yet recorded', async () => {
    const built = await aPreparedClass(context);
    await context.db.query(
      `INSERT INTO platform_outbox (id, name, queue, payload, created_at)
       VALUES ($1, 'assessment.attempt-finished', 'default', $2, now())`,
      [randomUUID(), testFinished(built, 70)],
    );
    expect(await refusalOf(approve(built))).toBe('results-on-their-way');
    await context.drainOutbox();
    expect((await approve(built)).state).toBe('approved');
  });

  it('waits for attendance that has changed and is not yet recorded', async () => {
    const built = await aPreparedClass(context);
    await context.db.query(
      `INSERT INTO platform_outbox (id, name, queue, payload, created_at)
       VALUES ($1, 'live.attendance-changed', 'default', $2, now())`,
      [
        randomUUID(),
        { enrollmentIds: [built.people[0]?.enrollmentId], changedAt: '2026-07-12T02:00:00.000Z' },
      ],
    );
    expect(await refusalOf(approve(built))).toBe('results-on-their-way');
    await context.drainOutbox();
    expect((await approve(built)).state).toBe('approved');
  });

  it('waits for released marks that are not yet recorded, and knows when they changed something', async () => {
    const built = await aPreparedClass(context);
    await context.db.query(
      `INSERT INTO platform_outbox (id, name, queue, payload, created_at)
       VALUES ($1, 'assignments.mark-released', 'default', $2, now())`,
      [
        randomUUID(),
        {
          enrollmentId: built.people[0]?.enrollmentId,
          submissionId: randomUUID(),
          versionId: randomUUID(),
          markId: randomUUID(),
          assignmentCode: 'T1',
          moduleCode: 'M1',
          score: 90,
          releasedAt: '2026-07-12T02:00:00.000Z',
        },
      ],
    );
    expect(await refusalOf(approve(built))).toBe('results-on-their-way');
    await context.drainOutbox();
    expect(await refusalOf(approve(built))).toBe('prepared-facts-changed');
  });

  it('is not for somebody who takes part in the class, nor for a colleague of somebody who does', async () => {
    const built = await aPreparedClass(context, { people: [{}, {}] });
    const [, person] = built.people;
    const self = { ...approver, userId: person?.personId ?? '' };
    expect(await refusalOf(approve(built, self))).toBe('own-library');
    const colleague = {
      ...approver,
      userId: await aPerson(context.db, { libraryId: person?.libraryId ?? null }),
    };
    expect(await refusalOf(approve(built, colleague))).toBe('own-library');
    expect(await statesOf(built)).toEqual({ active: 2 });
  });

  it('needs a preparation', async () => {
    const built = await aGradedClass(context);
    expect(await refusalOf(approve({ ...built, preparedAt: '2026-07-06T02:00:00.000Z' }))).toBe(
      'not-prepared',
    );
  });

  it('waits for somebody who is placed and never began, as the class could not be closed', async () => {
    const built = await aPreparedClass(context, { people: [{}, { state: 'placed' }] });
    expect(await refusalOf(approve(built))).toBe('people-undecided');
    expect(await statesOf(built)).toEqual({ active: 1, placed: 1 });
    expect(await passedEvents(built)).toHaveLength(0);
  });

  it('locks all scores of the class', async () => {
    const built = await aPreparedClass(context);
    await approve(built);
    await context.get(ComponentScores).takeOver(testFinished(built, 100));
    const [row]: { value: number }[] = await context.db.query(
      `SELECT value::float8 AS value FROM graduation_component_score WHERE enrollment_id = $1 AND component = 'postTest'`,
      [built.people[0]?.enrollmentId],
    );
    expect(row?.value).toBe(80);
    expect(await refusalOf(decisions.prepare(built.organizer, built))).toBe('class-closed');
  });

  it('never lets a score slip in between the check and the closing', async () => {
    for (let round = 0; round < 8; round++) {
      const built = await aPreparedClass(context);
      const [approval] = await Promise.allSettled([
        approve(built),
        context.get(ComponentScores).takeOver(testFinished(built, 99)),
      ]);
      const [row]: { value: number; facts: number }[] = await context.db.query(
        `SELECT s.value::float8 AS value, (d.facts->'postTest'->>0)::float8 AS facts
         FROM graduation_component_score s JOIN graduation_decision d USING (enrollment_id)
         WHERE enrollment_id = $1 AND component = 'postTest'`,
        [built.people[0]?.enrollmentId],
      );
      expect(row).toEqual(
        approval.status === 'fulfilled' ? { value: 80, facts: 80 } : { value: 99, facts: 80 },
      );
    }
  });

  it('works for 8,000 people with a handful of statements', async () => {
    const built = await aGradedClass(context, { people: [] });
    await context.db.query(
      `INSERT INTO delivery_enrollment (id, run_id, person_id, class_group_id, regency_code, province_code, state,
         state_changed_at, sort_name, created_at)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), $2, '33.01', '33', 'active', now(), 'peserta ' || n, now()
       FROM generate_series(1, 8000) AS n`,
      [built.runId, built.classGroupId],
    );
    await context.db.query(
      `INSERT INTO graduation_component_score
         (enrollment_id, component, value, out_of, source, recorded_by, recorded_at, evidence)
       SELECT e.id, c.component, c.value, c.out_of, 'import', e.id, now(), '{}'
       FROM delivery_enrollment e
       CROSS JOIN (VALUES ('attendance', 17, 17), ('plan', 90, NULL), ('planApproved', 1, NULL), ('postTest', 90, NULL),
         ('quiz:M1', 100, NULL), ('assignment:M1', 90, NULL), ('assignment:M2', 90, NULL), ('assignment:M3', 90, NULL),
         ('assignment:M4', 90, NULL), ('assignment:M5', 90, NULL), ('assignment:M6', 90, NULL)) AS c(component, value, out_of)
       WHERE e.class_group_id = $1`,
      [built.classGroupId],
    );
    const prepared = await decisions.prepare(built.organizer, built);
    expect(prepared).toMatchObject({ people: 8_000, passed: 8_000 });
    await decisions.approve(approver, built, { preparedAt: prepared.preparedAt ?? '' });
    expect(await statesOf(built)).toEqual({ passed: 8_000 });
    expect(await passedEvents(built)).toHaveLength(8_000);
  });
});
