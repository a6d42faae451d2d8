import { markDueSoon, markOverdue } from '@bimtek/assignments-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { Clock, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TAKING_PART } from '../marking/pieces.queries.ts';
import { TO_BE_MARKED } from './allocation.queries.ts';
import { Allocations } from './allocations.service.ts';

/** Told in portions, so that no transaction holds many rows for long. */
const PORTION = 500;

type Told = Omit<Payload<typeof markOverdue>, 'dueAt'> & { dueAt: Date };

/** Watches over work that waits for marks. Safe to run twice: each piece is warned of once, and is late once. */
@Injectable()
export class MarkingClock {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly allocations: Allocations,
  ) {}

  async watch(): Promise<void> {
    await this.#closeWhatNobodyMarks();
    await this.allocations.allocateWaiting({ runId: null, classGroupIds: null });
    await this.#tell(markDueSoon, 'warn_at', 'warned_at');
    await this.#tell(markOverdue, 'due_at', 'overdue_at');
  }

  /** Trainees leave and classes close; a class that is opened again gets its work allocated again. */
  async #closeWhatNobodyMarks(): Promise<void> {
    await this.db.query(
      `UPDATE assignments_allocation a SET closed_at = $1
       WHERE a.closed_at IS NULL AND NOT EXISTS (
         SELECT FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
         JOIN delivery_class_group g ON g.id = e.class_group_id
         WHERE s.id = a.submission_id AND ${TO_BE_MARKED} AND ${TAKING_PART} AND g.state <> 'closed')`,
      [this.clock.now()],
    );
  }

  async #tell(
    event: typeof markOverdue,
    since: 'warn_at' | 'due_at',
    told: 'warned_at' | 'overdue_at',
  ): Promise<void> {
    const now = this.clock.now();
    for (let isMore = true; isMore;) {
      isMore = await this.db.transaction(async (tx) => {
        const [rows] = await tx.query<[Told[], number]>(
          `WITH due AS (
             SELECT version_id, round FROM assignments_allocation
             WHERE closed_at IS NULL AND ${told} IS NULL AND ${since} <= $1
             ORDER BY ${since} LIMIT ${PORTION} FOR UPDATE SKIP LOCKED
           )
           UPDATE assignments_allocation a SET ${told} = $1
           FROM due, assignments_submission s, delivery_class_group g
           WHERE a.version_id = due.version_id AND a.round = due.round AND s.id = a.submission_id
             AND g.id = a.class_group_id
           RETURNING a.submission_id AS "submissionId", s.assignment_code AS "assignmentCode",
             a.class_group_id AS "classGroupId", a.marker_id AS "markerId", g.organizer_id AS "organizerId",
             a.due_at AS "dueAt"`,
          [now],
        );
        // Whoever hears late that it is too late need not be warned that it will be.
        const heard = event === markDueSoon ? rows.filter(({ dueAt }) => dueAt >= now) : rows;
        await this.outbox.addAll(
          tx,
          event,
          heard.map((row) => ({ ...row, dueAt: row.dueAt.toISOString() })),
        );
        return rows.length === PORTION;
      });
    }
  }
}
