import {
  type cancelRelease,
  type checkRelease,
  type planRelease,
  RELEASE_PLAN_DAYS,
  type ReleaseCheck,
  type ReleasePlan,
  releasePlanProblem,
} from '@bimtek/assignments-contracts';
import { type Actor, type BodyOf, found, type ParamsOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { deciderOf } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { assignmentPeople, holdClass, readClass } from '../classes/class-assignments.queries.ts';
import { Releases } from '../marking/releases.service.ts';
import { TAKING_PART } from '../marking/pieces.queries.ts';
import { ReleasePlanRow } from './release-plan.entity.ts';

type AtAssignment = ParamsOf<typeof checkRelease>;
type AtPlan = ParamsOf<typeof cancelRelease>;

const DAY = 86_400_000;
/** Shown of what was planned before. */
const OLD_PLANS = 5;

/** The plans of a class and assignment: all that wait, then the newest of the others. */
export const plansStatement = `
  SELECT * FROM assignments_release_plan
  WHERE class_group_id = $1 AND assignment_code = $2
  ORDER BY state = 'waiting' DESC, release_at DESC, id LIMIT 50`;

/** The next plan whose time has come; another worker takes another. */
export const dueStatement = `
  SELECT id FROM assignments_release_plan WHERE state = 'waiting' AND release_at <= $1
  ORDER BY release_at LIMIT 1 FOR UPDATE SKIP LOCKED`;

/** Releases in stages: what one would show now, and releases that happen by themselves at a set time. */
@Injectable()
export class ReleasePlans {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly releases: Releases,
    private readonly audit: AuditLog,
  ) {}

  /** Looking changes nothing. */
  async check(me: Actor, at: AtAssignment): Promise<ReleaseCheck> {
    const tx = this.db.manager;
    await readClass(tx, me, at.classGroupId);
    const decider = await deciderOf(tx, me.userId);
    const [people, plans] = await Promise.all([
      assignmentPeople(tx, me, decider, at),
      tx.query<PlanRow[]>(plansStatement, [at.classGroupId, at.assignmentCode]),
    ]);
    const waiting = plans.filter(({ state }) => state === 'waiting');
    const chosen = new Set(waiting.flatMap(({ submission_ids: ids }) => ids ?? []));
    const inState = (...states: (string | null)[]) => people.filter(({ state }) => states.includes(state));
    return {
      ready: inState('marked').map(({ submissionId, name, score }) => ({
        submissionId: found(submissionId),
        name,
        score: score ?? 0,
        isChosen: chosen.has(submissionId ?? ''),
      })),
      waiting: inState('submitted', 'inMarking', 'secondMarking', 'needsRevision').length,
      released: inState('released').length,
      plans: [...waiting, ...plans.filter(({ state }) => state !== 'waiting').slice(0, OLD_PLANS)].map(
        ({ submission_ids: submissionIds, release_at: releaseAt, set_by_name: setByName, ...row }) =>
          planView({ ...row, submissionIds, releaseAt, setByName }),
      ),
    };
  }

  async plan(
    me: Actor,
    { classGroupId, assignmentCode, planId }: ParamsOf<typeof planRelease>,
    { releaseAt: sentAt, submissionIds }: BodyOf<typeof planRelease>,
  ): Promise<ReleasePlan> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { state } = await holdClass(tx, me, classGroupId, now);
      const releaseAt = new Date(sentAt);
      const chosen = submissionIds && [...new Set(submissionIds)].sort();
      const held = await this.#held(tx, planId);
      if (held) {
        const isSame =
          held.classGroupId === classGroupId &&
          held.assignmentCode === assignmentCode &&
          held.releaseAt.getTime() === releaseAt.getTime() &&
          String(held.submissionIds) === String(chosen);
        if (!isSame) throw releasePlanProblem('id-taken');
        return planView(held);
      }
      if (state === 'closed') throw releasePlanProblem('class-closed');
      if (state === 'preparing') throw releasePlanProblem('class-not-open');
      if (releaseAt <= now) throw releasePlanProblem('release-in-the-past');
      if (releaseAt.getTime() > now.getTime() + RELEASE_PLAN_DAYS * DAY) {
        throw releasePlanProblem('release-too-far');
      }
      if (chosen) await refuseOthersWork(tx, { classGroupId, assignmentCode }, chosen);
      await tx.insert(ReleasePlanRow, {
        id: planId,
        classGroupId,
        assignmentCode,
        releaseAt,
        submissionIds: chosen,
        state: 'waiting',
        setBy: me.userId,
        setByName: me.displayName,
        setAt: now,
      });
      await this.audit.record(tx, me, {
        action: 'assignments.release-planned',
        subject: { type: 'class-group', id: classGroupId },
        after: { assignmentCode, planId, releaseAt: releaseAt.toISOString(), submissionIds: chosen },
      });
      return planView(found(await this.#held(tx, planId)));
    });
  }

  async cancel(me: Actor, { classGroupId, assignmentCode, planId }: AtPlan): Promise<ReleasePlan> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await holdClass(tx, me, classGroupId, now);
      const held = found(await this.#held(tx, planId, { classGroupId, assignmentCode }));
      if (held.state === 'cancelled') return planView(held);
      if (held.state !== 'waiting') throw releasePlanProblem('release-over');
      await tx.update(ReleasePlanRow, { id: planId }, { state: 'cancelled', endedAt: now });
      await this.audit.record(tx, me, {
        action: 'assignments.release-cancelled',
        subject: { type: 'class-group', id: classGroupId },
        before: { assignmentCode, planId, releaseAt: held.releaseAt.toISOString() },
      });
      return planView({ ...held, state: 'cancelled' });
    });
  }

  /** Does what is due, one plan in a transaction. Run twice at once, each plan happens once. */
  async releaseDue(): Promise<void> {
    for (let isMore = true; isMore;) {
      isMore = await this.db.transaction(async (tx) => {
        const now = this.clock.now();
        const [due] = await tx.query<{ id: ReleasePlan['id'] }[]>(dueStatement, [now]);
        if (!due) return false;
        const plan = await tx.findOneByOrFail(ReleasePlanRow, { id: due.id });
        const [group] = await tx.query<{ state: string }[]>(
          `SELECT state FROM delivery_class_group WHERE id = $1 FOR SHARE`,
          [plan.classGroupId],
        );
        const isOpen = !!group && group.state !== 'closed' && group.state !== 'preparing';
        const released = isOpen
          ? await this.releases.release(tx, 'system', plan, plan.submissionIds, {
              planId: plan.id,
              plannedBy: plan.setBy,
            })
          : null;
        await tx.update(
          ReleasePlanRow,
          { id: plan.id },
          { state: isOpen ? 'done' : 'refused', endedAt: now, released },
        );
        if (!isOpen) {
          await this.audit.record(tx, 'system', {
            action: 'assignments.release-refused',
            subject: { type: 'class-group', id: plan.classGroupId },
            after: { assignmentCode: plan.assignmentCode, planId: plan.id, plannedBy: plan.setBy },
          });
        }
        return true;
      });
    }
  }

  #held(
    tx: EntityManager,
    id: ReleasePlan['id'],
    within: Partial<AtAssignment> = {},
  ): Promise<ReleasePlanRow | null> {
    return tx.findOne(ReleasePlanRow, {
      where: { id, ...within },
      lock: { mode: 'pessimistic_write' },
    });
  }
}

type PlanRow = Pick<ReleasePlanRow, 'id' | 'state' | 'released'> & {
  submission_ids: string[] | null;
  release_at: Date;
  set_by_name: string;
};

function planView({
  id,
  releaseAt,
  submissionIds,
  state,
  setByName,
  released,
}: Pick<
  ReleasePlanRow,
  'id' | 'releaseAt' | 'submissionIds' | 'state' | 'setByName' | 'released'
>): ReleasePlan {
  return {
    id,
    releaseAt: releaseAt.toISOString(),
    chosen: submissionIds?.length ?? null,
    state,
    setBy: setByName,
    released,
  };
}

/** Only work that was handed in on this assignment in this class can be chosen. */
async function refuseOthersWork(
  tx: EntityManager,
  { classGroupId, assignmentCode }: AtAssignment,
  chosen: readonly string[],
): Promise<void> {
  const rows: unknown[] = await tx.query(
    `SELECT FROM assignments_submission s JOIN delivery_enrollment e ON e.id = s.enrollment_id
     WHERE s.id = ANY($1::uuid[]) AND s.assignment_code = $2 AND e.class_group_id = $3 AND s.state <> 'draft'
       AND ${TAKING_PART}`,
    [chosen, assignmentCode, classGroupId],
  );
  found(rows.length === chosen.length || null);
}
