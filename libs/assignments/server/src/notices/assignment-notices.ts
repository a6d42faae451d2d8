import {
  appealChangedMessage,
  appealKeptMessage,
  appealMadeMessage,
  type markDueSoon,
  markDueSoonMessage,
  type markOverdue,
  markOverdueInClassMessage,
  markOverdueMessage,
  markReleasedMessage,
  revisionAskedMessage,
  rubricCorrectedMessage,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { Notifier } from '@bimtek/notification-server';
import type { Payload } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { moduleOf } from '../assignment-head.ts';

interface OnAssignment {
  enrollmentId: string;
  assignmentCode: string;
}

interface About {
  enrollmentId: string;
  personId: string;
  name: string;
  className: string;
  organizerId: string | null;
  title: string;
}

/** Tells people about work and marks: in the transaction of whoever calls, once for each reason. */
@Injectable()
export class AssignmentNotices {
  constructor(
    private readonly db: DataSource,
    private readonly notifier: Notifier,
    private readonly curricula: Curricula,
  ) {}

  async marksReleased(tx: EntityManager, released: (OnAssignment & { markId: string })[]): Promise<void> {
    const about = await this.#about(tx, released);
    await this.notifier.notify(
      tx,
      markReleasedMessage,
      released.flatMap(({ markId, assignmentCode }, at) => {
        const { personId, title } = about[at] ?? {};
        if (!personId || !title) return [];
        return [
          {
            recipientId: personId,
            dedupeKey: `mark-released:${markId}`,
            params: { title },
            link: `/tugas/${assignmentCode}`,
          },
        ];
      }),
    );
  }

  /** Told once for a version, also when the request is taken back and made again. */
  async revisionAsked(tx: EntityManager, work: OnAssignment & { versionId: string }): Promise<void> {
    const [about] = await this.#about(tx, [work]);
    if (!about) return;
    await this.notifier.notify(tx, revisionAskedMessage, [
      {
        recipientId: about.personId,
        dedupeKey: `revision-asked:${work.versionId}`,
        params: { title: about.title },
        link: `/tugas/${work.assignmentCode}`,
      },
    ]);
  }

  async dueSoon(soon: Payload<typeof markDueSoon>): Promise<void> {
    const { markerId } = soon;
    if (markerId) await this.db.transaction((tx) => this.#tellMarker(tx, 'mark-due-soon', soon, markerId));
  }

  /** The marker is told, and whoever organizes the class. */
  async overdue(late: Payload<typeof markOverdue>): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { markerId, organizerId, dueAt, submissionId, assignmentCode, classGroupId } = late;
      if (markerId) await this.#tellMarker(tx, 'mark-overdue', late, markerId);
      const recipientId = organizerId;
      const about = await this.#ofSubmission(tx, submissionId);
      if (!recipientId || !about) return;
      await this.notifier.notify(tx, markOverdueInClassMessage, [
        {
          recipientId,
          dedupeKey: `mark-overdue-in-class:${submissionId}:${dueAt}`,
          params: {
            title: about.title,
            name: about.name,
            class: about.className,
            marker: (markerId && (await nameOf(tx, markerId))) ?? '–',
            dueAt,
          },
          link: `/kelola/kelas/${classGroupId}/tugas/${assignmentCode}`,
        },
      ]);
    });
  }

  /** Everybody who may decide it is told: the trainers of the class but the first marker. */
  async appealMade(
    tx: EntityManager,
    appeal: OnAssignment & { appealId: string; firstMarkerId: string },
  ): Promise<void> {
    const [about] = await this.#about(tx, [appeal]);
    if (!about) return;
    const trainers: { person_id: string }[] = await tx.query(
      `SELECT t.person_id FROM delivery_class_trainer t JOIN delivery_enrollment e ON e.class_group_id = t.class_group_id
       WHERE e.id = $1 AND t.person_id <> $2`,
      [appeal.enrollmentId, appeal.firstMarkerId],
    );
    await this.notifier.notify(
      tx,
      appealMadeMessage,
      trainers.map(({ person_id: recipientId }) => ({
        recipientId,
        dedupeKey: `appeal-made:${appeal.appealId}`,
        params: { title: about.title, name: about.name },
        link: `/kelola/menilai/banding/${appeal.appealId}`,
      })),
    );
  }

  async appealDecided(
    tx: EntityManager,
    { appealId, before, score, ...work }: OnAssignment & { appealId: string; before: number; score: number },
    outcome: 'kept' | 'changed',
  ): Promise<void> {
    const [about] = await this.#about(tx, [work]);
    if (!about) return;
    const notice = {
      recipientId: about.personId,
      dedupeKey: `appeal-decided:${appealId}`,
      link: `/tugas/${work.assignmentCode}/banding`,
    };
    const { title } = about;
    if (outcome === 'kept') {
      await this.notifier.notify(tx, appealKeptMessage, [{ ...notice, params: { title, score } }]);
    } else {
      await this.notifier.notify(tx, appealChangedMessage, [{ ...notice, params: { title, before, score } }]);
    }
  }

  async rubricCorrected(
    tx: EntityManager,
    correctionId: string,
    changed: (OnAssignment & { before: number; score: number })[],
  ): Promise<void> {
    const about = await this.#about(tx, changed);
    await this.notifier.notify(
      tx,
      rubricCorrectedMessage,
      changed.flatMap(({ before, score, assignmentCode }, at) => {
        const { personId, title } = about[at] ?? {};
        if (!personId || !title) return [];
        return [
          {
            recipientId: personId,
            dedupeKey: `rubric-corrected:${correctionId}`,
            params: { title, before, score },
            link: `/tugas/${assignmentCode}`,
          },
        ];
      }),
    );
  }

  async #tellMarker(
    tx: EntityManager,
    kind: 'mark-due-soon' | 'mark-overdue',
    { submissionId, dueAt }: Payload<typeof markOverdue>,
    markerId: string,
  ): Promise<void> {
    const about = await this.#ofSubmission(tx, submissionId);
    if (!about) return;
    await this.notifier.notify(tx, kind === 'mark-overdue' ? markOverdueMessage : markDueSoonMessage, [
      {
        recipientId: markerId,
        dedupeKey: `${kind}:${submissionId}:${dueAt}`,
        params: { title: about.title, name: about.name, dueAt },
        link: `/kelola/menilai?karya=${submissionId}`,
      },
    ]);
  }

  async #ofSubmission(tx: EntityManager, submissionId: string): Promise<About | undefined> {
    const [work]: OnAssignment[] = await tx.query(
      `SELECT enrollment_id AS "enrollmentId", assignment_code AS "assignmentCode"
       FROM assignments_submission WHERE id = $1`,
      [submissionId],
    );
    return work && (await this.#about(tx, [work]))[0];
  }

  /** Whose work it is and what the assignment is called, in the order asked; undefined for what is not there. */
  async #about(tx: EntityManager, works: readonly OnAssignment[]): Promise<(About | undefined)[]> {
    const rows: (Omit<About, 'title'> & { curriculumVersionId: string })[] = await tx.query(
      `SELECT e.id AS "enrollmentId", e.person_id AS "personId", coalesce(p.full_name, e.sort_name) AS name,
         g.name AS "className", g.organizer_id AS "organizerId", r.curriculum_version_id AS "curriculumVersionId"
       FROM delivery_enrollment e JOIN delivery_class_group g ON g.id = e.class_group_id
       JOIN delivery_run r ON r.id = e.run_id LEFT JOIN registry_person p ON p.id = e.person_id
       WHERE e.id = ANY($1::uuid[])`,
      [[...new Set(works.map(({ enrollmentId }) => enrollmentId))]],
    );
    const byEnrollment = new Map(rows.map((row) => [row.enrollmentId, row]));
    return Promise.all(
      works.map(async ({ enrollmentId, assignmentCode }) => {
        const row = byEnrollment.get(enrollmentId);
        if (!row) return undefined;
        const module = moduleOf(await this.curricula.current(row.curriculumVersionId), assignmentCode);
        return module && { ...row, title: module.assignment.title };
      }),
    );
  }
}

async function nameOf(tx: EntityManager, personId: string): Promise<string | undefined> {
  const [row]: { display_name: string }[] = await tx.query(
    `SELECT display_name FROM identity_account WHERE person_id = $1`,
    [personId],
  );
  return row?.display_name;
}
