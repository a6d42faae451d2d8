import { markingProblem, markReleased, type releaseMarks } from '@bimtek/assignments-contracts';
import type { EnrollmentId } from '@bimtek/delivery-contracts';
import type { Actor, BodyOf, Payload } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { holdClass } from '../classes/class-assignments.queries.ts';
import { AssignmentNotices } from '../notices/assignment-notices.ts';
import { TAKING_PART } from './pieces.queries.ts';

interface AtAssignment {
  classGroupId: string;
  assignmentCode: string;
}

type Released = Omit<Payload<typeof markReleased>, 'releasedAt'> & { enrollmentId: EnrollmentId };

/** Makes finished marks count: the trainee reads them and graduation hears of them. There is no way back from here. */
@Injectable()
export class Releases {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly notices: AssignmentNotices,
    private readonly audit: AuditLog,
  ) {}

  /** Whoever marked it has decided; showing a colleague's mark decides nothing, so it may also be of the own library. */
  async releaseFor(
    me: Actor,
    at: AtAssignment,
    { submissionIds }: BodyOf<typeof releaseMarks>,
  ): Promise<{ released: number }> {
    return this.db.transaction(async (tx) => {
      const { state } = await holdClass(tx, me, at.classGroupId, this.clock.now());
      if (state === 'closed') throw markingProblem('class-closed');
      if (state === 'preparing') throw markingProblem('class-not-open');
      return { released: await this.release(tx, me, at, submissionIds ?? null) };
    });
  }

  /** Releases in the caller's transaction, which holds the class; what is released already stays as it is. */
  async release(
    tx: EntityManager,
    me: Actor | 'system',
    { classGroupId, assignmentCode }: AtAssignment,
    submissionIds: readonly string[] | null,
    /** What brought it about, when nobody is there to have done it. */
    because: { planId?: string; plannedBy?: string } = {},
  ): Promise<number> {
    const releasedAt = this.clock.now();
    const released = await releaseMarked(tx, { classGroupId, assignmentCode }, submissionIds, releasedAt);
    if (released.length === 0) return 0;
    await this.outbox.addAll(
      tx,
      markReleased,
      released.map((mark) => ({ ...mark, releasedAt: releasedAt.toISOString() })),
    );
    await this.notices.marksReleased(tx, released);
    await this.audit.record(tx, me, {
      action: 'assignments.marks-released',
      subject: { type: 'class-group', id: classGroupId },
      after: {
        assignmentCode,
        ...because,
        marks: released.map(({ submissionId, markId, score }) => ({ submissionId, markId, score })),
      },
    });
    return released.length;
  }
}

async function releaseMarked(
  tx: EntityManager,
  { classGroupId, assignmentCode }: AtAssignment,
  submissionIds: readonly string[] | null,
  at: Date,
): Promise<Released[]> {
  // Locked in one order, so that two who release at once wait for each other and do not block.
  await tx.query(
    `SELECT s.id FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
     WHERE e.class_group_id = $1 AND s.assignment_code = $2 AND s.state = 'marked'
     ORDER BY s.id FOR UPDATE OF s`,
    [classGroupId, assignmentCode],
  );
  const [rows] = await tx.query<[Released[], number]>(
    `UPDATE assignments_submission s SET state = 'released', released_at = $4
     FROM delivery_enrollment e, assignments_mark m
     WHERE e.id = s.enrollment_id AND e.class_group_id = $1 AND s.assignment_code = $2 AND s.state = 'marked'
       AND ${TAKING_PART} AND m.id = s.mark_id AND ($3::uuid[] IS NULL OR s.id = ANY($3::uuid[]))
     RETURNING s.enrollment_id AS "enrollmentId", s.id AS "submissionId", m.version_id AS "versionId",
       m.id AS "markId", s.assignment_code AS "assignmentCode", s.module_code AS "moduleCode",
       coalesce(s.agreed_score, m.score)::float8 AS score`,
    [classGroupId, assignmentCode, submissionIds, at],
  );
  return rows;
}
