import type { findRecordings, SessionId, StageEntry } from '@bimtek/live-contracts';
import type { Actor, ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Stages } from '../stage/stages.service.ts';
import { isHost } from './session-scope.ts';
import { SessionViews } from './session-views.service.ts';

/** The way from a session onto its stage. No transaction waits for another's server. */
@Injectable()
export class SessionStages {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly views: SessionViews,
    private readonly stages: Stages,
  ) {}

  async enter(me: Actor, sessionId: SessionId): Promise<StageEntry> {
    const session = await this.views.find(me, sessionId);
    const guest = { personId: me.userId, name: me.displayName, isHost: isHost(me) };
    return this.stages.enter(session, guest, this.clock.now());
  }

  async end(me: Actor, sessionId: SessionId): Promise<void> {
    const session = await this.views.find(me, sessionId);
    await this.stages.end(session);
    await this.audit.record(this.db.manager, me, {
      action: 'live.stage-ended',
      subject: { type: 'live-session', id: sessionId },
    });
  }

  async recordings(me: Actor, sessionId: SessionId): Promise<ResultOf<typeof findRecordings>> {
    const recordings = await this.stages.recordings(await this.views.find(me, sessionId));
    return {
      items: recordings.map(({ startedAt, ...recording }) => ({
        ...recording,
        startedAt: startedAt.toISOString(),
      })),
    };
  }
}
