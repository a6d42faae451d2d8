import {
  type announce,
  type OnStage,
  type restrictPerson,
  roomProblem,
  type RoomSettings,
  type SessionId,
} from '@bimtek/live-contracts';
import { commonProblem, type Payload } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RoomLog } from './room-log.ts';
import { type Member, Rooms } from './rooms.service.ts';

/** What those who lead do to the room itself, and to who is in it. */
@Injectable()
export class RoomActs {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly log: RoomLog,
    private readonly rooms: Rooms,
    private readonly audit: AuditLog,
  ) {}

  /** Sets what is given; what is so already is told to nobody. */
  async setRoom({ sessionId }: Member, given: Partial<RoomSettings>): Promise<RoomSettings> {
    const set = await this.db.transaction(async (tx) => {
      const before = await readSettings(tx, sessionId);
      const settings = { ...before, ...given };
      if (isSame(before, settings)) return { settings, events: [] };
      await tx.query(
        `UPDATE live_room SET chat_open = $2, slow_seconds = $3, questions_open = $4 WHERE session_id = $1`,
        [sessionId, settings.chatOpen, settings.slowSeconds, settings.questionsOpen],
      );
      const events = await this.log.append(tx, sessionId, [
        { channel: 'all', event: { kind: 'settings', settings } },
      ]);
      return { settings, events };
    });
    this.rooms.tell(set.events);
    return set.settings;
  }

  /** Shows a page, begins or ends a break, asks for sound and slides only. */
  async setStage({ sessionId }: Member, given: Partial<OnStage>): Promise<OnStage> {
    const set = await this.db.transaction(async (tx) => {
      const [row]: { stage: OnStage }[] = await tx.query(
        `SELECT stage FROM live_room WHERE session_id = $1 FOR UPDATE`,
        [sessionId],
      );
      if (!row) throw commonProblem('not-found');
      const stage = { ...row.stage, ...given };
      if (isSame(row.stage, stage)) return { stage, events: [] };
      await tx.query(`UPDATE live_room SET stage = $2 WHERE session_id = $1`, [
        sessionId,
        JSON.stringify(stage),
      ]);
      const events = await this.log.append(tx, sessionId, [
        { channel: 'all', event: { kind: 'stage', stage } },
      ]);
      return { stage, events };
    });
    this.rooms.tell(set.events);
    return set.stage;
  }

  /** Tells everybody something; the same key again tells nobody. */
  async announce({ sessionId, me }: Member, { key, text }: Payload<typeof announce>): Promise<void> {
    const events = await this.db.transaction(async (tx) => {
      // The room's row is held, so that two of the same key come one after the other.
      await readSettings(tx, sessionId);
      const [told]: unknown[] = await tx.query(
        `SELECT 1 FROM live_event WHERE session_id = $1 AND channel = 'all' AND key = $2`,
        [sessionId, key],
      );
      if (told) return [];
      const event = { kind: 'announced' as const, id: key, text, name: me.displayName };
      return this.log.append(tx, sessionId, [{ channel: 'all', event, key, personId: me.userId }]);
    });
    this.rooms.tell(events);
  }

  /**
   * Mutes somebody, takes them out, or lets them be again. Written before their sockets are told, so that nobody who is
   * taken out gets in again by another door. Only trainees of the session: those who lead decide about each other elsewhere.
   */
  async restrict(
    { sessionId, me }: Member,
    { personId, to, reason = undefined }: Payload<typeof restrictPerson>,
  ): Promise<void> {
    const [muted, removed] = [to === 'muted', to === 'removed'];
    const events = await this.db.transaction(async (tx) => {
      const name = await traineeName(tx, sessionId, personId);
      if (name === null) throw commonProblem('not-found');
      const rows: unknown[] = await tx.query(
        `INSERT INTO live_restriction AS x (session_id, person_id, muted, removed, name, reason, by_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (session_id, person_id) DO UPDATE SET muted = excluded.muted, removed = excluded.removed,
           reason = excluded.reason, by_id = excluded.by_id, at = excluded.at
         WHERE (x.muted, x.removed) IS DISTINCT FROM (excluded.muted, excluded.removed) RETURNING person_id`,
        [sessionId, personId, muted, removed, name, reason ?? null, me.userId, this.clock.now()],
      );
      if (rows.length === 0) return [];
      await this.audit.record(tx, me, {
        action: `live.person-${to === 'none' ? 'let-be' : to}`,
        subject: { type: 'live-session', id: sessionId },
        after: { personId },
        ...(reason ? { reason } : {}),
      });
      if (removed)
        await tx.query(`DELETE FROM live_hand WHERE session_id = $1 AND person_id = $2`, [
          sessionId,
          personId,
        ]);
      return this.log.append(tx, sessionId, [
        { channel: 'staff', event: { kind: 'restricted', personId, muted, removed }, personId: me.userId },
      ]);
    });
    this.rooms.tell(events);
    // Told also when it was so before: whoever is still inside by a mishap goes now.
    if (removed) this.rooms.kick({ sessionId, personId, reason: 'removed' });
    else this.rooms.tellPerson({ sessionId, personId, muted });
  }
}

async function readSettings(tx: EntityManager, sessionId: SessionId): Promise<RoomSettings> {
  const [row]: RoomSettings[] = await tx.query(
    `SELECT chat_open AS "chatOpen", slow_seconds AS "slowSeconds", questions_open AS "questionsOpen"
     FROM live_room WHERE session_id = $1 FOR UPDATE`,
    [sessionId],
  );
  if (!row) throw roomProblem('not-in-room');
  return row;
}

/** The name of somebody who learns in the session's class or run, or null. */
async function traineeName(
  tx: EntityManager,
  sessionId: SessionId,
  personId: string,
): Promise<string | null> {
  const [row]: { name: string }[] = await tx.query(
    `SELECT p.full_name AS name FROM live_session s
     JOIN delivery_enrollment e ON e.run_id = s.run_id AND e.person_id = $2
       AND (s.class_group_id IS NULL OR e.class_group_id = s.class_group_id)
     JOIN registry_person p ON p.id = e.person_id WHERE s.id = $1`,
    [sessionId, personId],
  );
  return row?.name ?? null;
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}
