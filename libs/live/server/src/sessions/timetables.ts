import type { TimeZone } from '@bimtek/delivery-contracts';
import { ClassGroups } from '@bimtek/delivery-server';
import { holdRole } from '@bimtek/identity-server';
import { type SessionId, sessionProblem } from '@bimtek/live-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LiveSession } from './live-session.entity.ts';
import { RUN_TIME_ZONE } from './session.rules.ts';
import { SessionViews } from './session-views.service.ts';
import { holdRun, type RunFacts } from './sessions.queries.ts';

/** The timetable that is being changed: held until the end of the transaction, so that one change follows another. */
export interface Timetable {
  run: RunFacts;
  classGroupId: string | null;
  timeZone: TimeZone;
  /** Whether people are told of what is planned: not while the class is being put together. */
  isTold: boolean;
}

/** Who may change a timetable, and that only one change is made at a time. */
@Injectable()
export class Timetables {
  constructor(
    private readonly clock: Clock,
    private readonly classGroups: ClassGroups,
    private readonly views: SessionViews,
  ) {}

  /** Holds the class or the run, within the scope of whoever acts; 404 for what lies beyond it, and no change to what is closed. */
  async hold(
    tx: EntityManager,
    me: Actor,
    { runId, classGroupId }: Pick<LiveSession, 'runId' | 'classGroupId'>,
  ): Promise<Timetable> {
    if (classGroupId === null) {
      if (!me.permissions.has('session.plan-for-run')) throw sessionProblem('only-for-run');
      const run = found(await holdRun(tx, runId, 'UPDATE'));
      await holdRole(tx, me, this.clock.now());
      refuseFinished(run);
      return { run, classGroupId: null, timeZone: RUN_TIME_ZONE, isTold: true };
    }
    const group = await this.classGroups.lock(tx, me, classGroupId);
    const run = found(group.runId === runId ? await holdRun(tx, runId, 'SHARE') : undefined);
    if (group.state === 'closed') throw sessionProblem('class-closed');
    refuseFinished(run);
    return { run, classGroupId, timeZone: group.timeZone, isTold: group.state !== 'preparing' };
  }

  /** The same for a session that exists, which is read once it can no longer change. */
  async holdOf(
    tx: EntityManager,
    me: Actor,
    sessionId: SessionId,
  ): Promise<{ timetable: Timetable; session: LiveSession }> {
    const timetable = await this.hold(tx, me, await this.views.find(me, sessionId, tx));
    return { timetable, session: await tx.findOneByOrFail(LiveSession, { id: sessionId }) };
  }
}

function refuseFinished({ state }: RunFacts): void {
  if (state === 'finished' || state === 'canceled') throw sessionProblem('run-finished');
}
