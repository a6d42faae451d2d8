import { markDueSoon, type markOverdue, type SubmissionId } from '@bimtek/assignments-contracts';
import { found, type Payload } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Marking } from '../marking/marking.service.ts';
import { Releases } from '../marking/releases.service.ts';
import { MyAssignments } from '../submissions/my-assignments.service.ts';
import { assignmentsContext, aVersionId, aWritingClass, someMark, someWork } from '../testing/a-class.ts';
import { TellMarkDueSoon, TellMarkOverdue } from './tell-about-clock.job.ts';

const T1 = { assignmentCode: 'T1' as const };
let context: TestContext;
beforeAll(async () => {
  context = await assignmentsContext();
});
afterAll(() => context.close());

async function handedIn() {
  const group = await aWritingClass(context);
  const { me, enrollmentId } = found(group.trainees[0]);
  const versionId = aVersionId();
  await context.get(MyAssignments).handIn(me, T1, { id: versionId, content: someWork(), draftRevision: 0 });
  const [row]: { id: SubmissionId }[] = await context.db.query(
    `SELECT id FROM assignments_submission WHERE enrollment_id = $1`,
    [enrollmentId],
  );
  return { ...group, me, versionId, submissionId: found(row).id };
}

interface Told {
  template: string;
  link: string;
  params: Record<string, unknown>;
}
const toldTo = (personId: string): Promise<Told[]> =>
  context.db.query(
    `SELECT template, link, params FROM notification_message WHERE recipient_id = $1 ORDER BY created_at, template`,
    [personId],
  );

describe('what a trainee is told', () => {
  it('is that a mark is shown, once, when it is released and not before', async () => {
    const { me, trainer, versionId, submissionId, classGroupId } = await handedIn();
    const sent = { versionId, content: someMark(3), basedOn: 0 };
    await context.get(Marking).finish(trainer, submissionId, sent);
    expect(await toldTo(me.userId)).toEqual([]);
    const at = { classGroupId, ...T1 };
    await context.get(Releases).releaseFor(trainer, at, {});
    await context.get(Releases).releaseFor(trainer, at, {});
    expect(await toldTo(me.userId)).toMatchObject([
      { template: 'assignments.mark-released', link: '/tugas/T1' },
    ]);
  });

  it('is that work goes back, once for a version, also when the trainer thinks again', async () => {
    const { me, trainer, versionId, submissionId } = await handedIn();
    const marking = context.get(Marking);
    const sent = { versionId, content: someMark(1), basedOn: 0 };
    const { revision } = await marking.askRevision(trainer, submissionId, sent);
    await marking.reopen(trainer, submissionId);
    await marking.askRevision(trainer, submissionId, { ...sent, basedOn: revision });
    expect(await toldTo(me.userId)).toMatchObject([{ template: 'assignments.revision-asked' }]);
  });
});

describe('what the clock of a mark tells', () => {
  const dueAt = '2026-07-09T16:59:59.000Z';
  async function clock() {
    const { trainer, organizer, submissionId, classGroupId } = await handedIn();
    const payload: Payload<typeof markOverdue> = {
      submissionId,
      ...T1,
      classGroupId,
      markerId: trainer.userId,
      organizerId: organizer.userId,
      dueAt,
    };
    return { trainer, organizer, classGroupId, submissionId, payload };
  }

  it('the marker hears before it ends, once however often the event comes', async () => {
    const { trainer, organizer, submissionId, payload } = await clock();
    const handler = context.get(TellMarkDueSoon);
    await handler.run(markDueSoon.payload.parse(payload));
    await handler.run(markDueSoon.payload.parse(payload));
    expect(await toldTo(trainer.userId)).toMatchObject([
      {
        template: 'assignments.mark-due-soon',
        link: `/kelola/menilai?karya=${submissionId}`,
        params: { name: 'Peserta 01', dueAt },
      },
    ]);
    expect(await toldTo(organizer.userId)).toEqual([]);
  });

  it('the organizer hears too when it has ended, also when nobody is left to mark it', async () => {
    const { trainer, organizer, classGroupId, payload } = await clock();
    await context.get(TellMarkOverdue).run(payload);
    expect(await toldTo(trainer.userId)).toMatchObject([{ template: 'assignments.mark-overdue' }]);
    expect(await toldTo(organizer.userId)).toMatchObject([
      { template: 'assignments.mark-overdue-in-class', link: `/kelola/kelas/${classGroupId}/tugas/T1` },
    ]);
    const other = await clock();
    await context.get(TellMarkOverdue).run({ ...other.payload, markerId: null });
    expect(await toldTo(other.trainer.userId)).toEqual([]);
    expect(await toldTo(other.organizer.userId)).toMatchObject([{ params: { marker: '–' } }]);
  });
});
