import type { SubmissionId } from '@bimtek/assignments-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { aPerson } from '@bimtek/registry-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Marking } from '../marking/marking.service.ts';
import { MyAssignments } from '../submissions/my-assignments.service.ts';
import {
  assignmentsContext,
  aVersionId,
  aWritingClass,
  refusalOf,
  someMark,
  someWork,
  type WritingClass,
} from '../testing/a-class.ts';
import { Calibration } from './calibration.service.ts';

let context: TestContext;
let group: WritingClass;
let calibration: Calibration;

beforeAll(async () => {
  context = await assignmentsContext();
  calibration = context.get(Calibration);
  context.clock.set('2026-07-06T02:00:00Z');
  group = await aWritingClass(context, { people: 14 });
});
afterAll(() => context.close());

async function mark(place: number, who: Actor, level: 2 | 3 | 4): Promise<void> {
  const trainee = group.trainees[place] as WritingClass['trainees'][number];
  const id = aVersionId();
  await context
    .get(MyAssignments)
    .handIn(trainee.me, { assignmentCode: 'T1' }, { id, content: someWork(), draftRevision: 0 });
  const [row]: { id: SubmissionId }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
    [trainee.enrollmentId],
  );
  const sent = { versionId: id, content: someMark(level), basedOn: 0 };
  await context.get(Marking).finish(who, row?.id ?? ('' as SubmissionId), sent);
}

describe('drift', () => {
  it('says nothing while too few others have marked', async () => {
    await mark(0, group.trainer, 4);
    for (let place = 1; place <= 9; place++) await mark(place, group.colleague, 3);
    expect(await calibration.mine(group.trainer)).toEqual({
      leniency: null,
      spread: null,
      pieces: 0,
      weeks: [],
    });
  });

  it('compares with the mean of the others, week by week', async () => {
    await mark(10, group.colleague, 3);
    context.clock.set('2026-07-14T02:00:00Z');
    await mark(11, group.trainer, 2);
    await mark(12, group.trainer, 3);
    const drift = await calibration.mine(group.trainer);
    // Levels 4, 2 and 3 are 100, 50 and 75 points; all others gave 75.
    expect(drift).toEqual({
      leniency: 0,
      spread: 25,
      pieces: 3,
      weeks: [
        { week: '2026-07-06', difference: 25, pieces: 1 },
        { week: '2026-07-13', difference: -12.5, pieces: 2 },
      ],
    });
  });

  it('is told to a master trainer by name, and to nobody about somebody who teaches no class', async () => {
    const named = { ...group.trainer, displayName: 'Budi Pelatih' };
    await context.db.query(
      `INSERT INTO identity_account (id, person_id, participant_code, display_name, state, created_at)
       VALUES (gen_random_uuid(), $1, 'BT26-900001', $2, 'invited', now())`,
      [named.userId, named.displayName],
    );
    expect(await calibration.of({ personId: named.userId })).toMatchObject({
      name: 'Budi Pelatih',
      pieces: 3,
    });
    const stranger = await aPerson(context.db, { libraryId: null });
    expect(await refusalOf(calibration.of({ personId: stranger }))).toBe('not-found');
  });
});
