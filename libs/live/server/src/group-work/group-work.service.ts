import { seatedStates } from '@bimtek/delivery-contracts';
import {
  type GroupId,
  type GroupWork,
  type GroupWorkId,
  roomProblem,
  type SessionId,
  type SheetLine,
  type startGroupWork,
  type writeLine,
} from '@bimtek/live-contracts';
import { commonProblem, type Payload } from '@bimtek/platform-contracts';
import { Clock, Ids, Sockets } from '@bimtek/platform-server';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RoomLog, type Written } from '../room/room-log.ts';
import { groupWorkOf } from '../room/room-state.queries.ts';
import { leads } from '../room/room.rules.ts';
import { type Member, Rooms } from '../room/rooms.service.ts';
import { splitIntoGroups } from './groups.rules.ts';

interface Regrouped {
  sessionId: SessionId;
  groupOf: [string, GroupId][];
}

/** Groups of a class that work at something for a while, each with a sheet of its own. */
@Injectable()
export class GroupWorks implements OnApplicationBootstrap {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly log: RoomLog,
    private readonly rooms: Rooms,
    private readonly sockets: Sockets,
  ) {}

  onApplicationBootstrap(): void {
    this.sockets.onTold('live.regrouped', ({ sessionId, groupOf }: Regrouped) =>
      this.rooms.regroup(sessionId, new Map(groupOf)),
    );
  }

  /** Splits the trainees of the class, those who are not there yet too; the same key again gives what was made. */
  async start(member: Member, sent: Payload<typeof startGroupWork>): Promise<GroupWork> {
    const { sessionId, sessionClassId } = member;
    if (!sessionClassId) throw roomProblem('too-many-people');
    const started = await this.db.transaction(async (tx) => {
      await tx.query(`SELECT 1 FROM live_room WHERE session_id = $1 FOR UPDATE`, [sessionId]);
      const known = await readWork(tx, sent.key);
      if (known) return { work: known, events: [] as Written[] };
      const people = await readTrainees(tx, sessionClassId, sessionId);
      if (people.length === 0) throw roomProblem('nobody-there');
      const now = this.clock.now();
      const endsAt = sent.minutes === null ? null : new Date(now.getTime() + sent.minutes * 60_000);
      await tx.query(
        `INSERT INTO live_group_work (id, session_id, title, task, split_by, started_at, ends_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [sent.key, sessionId, sent.title, sent.task, sent.by, now, endsAt],
      );
      const groups = splitIntoGroups(people, sent.groups, sent.by, (n) => this.ids.below(n));
      const rows = groups.map((members, index) => ({
        id: this.ids.next<GroupId>(),
        number: index + 1,
        members,
      }));
      await tx.query(
        `INSERT INTO live_group (id, work_id, number) SELECT id, $1, number FROM unnest($2::uuid[], $3::int[]) AS g(id, number)`,
        [sent.key, rows.map(({ id }) => id), rows.map(({ number }) => number)],
      );
      const members = rows.flatMap(({ id, members: inside }) =>
        inside.map((person) => ({ ...person, groupId: id })),
      );
      await tx.query(
        `INSERT INTO live_group_member (work_id, person_id, group_id, name)
         SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::text[])`,
        [
          sent.key,
          members.map((one) => one.personId),
          members.map((one) => one.groupId),
          members.map((one) => one.name),
        ],
      );
      await tx.query(`UPDATE live_room SET group_work_id = $2 WHERE session_id = $1`, [sessionId, sent.key]);
      const work = await readWork(tx, sent.key);
      if (!work) throw commonProblem('not-found');
      const events = await this.log.append(tx, sessionId, [
        { channel: 'all', event: { kind: 'groupWork', work }, personId: member.me.userId },
      ]);
      return { work, events };
    });
    if (started.events.length > 0) this.#regroup(sessionId, started.work);
    this.rooms.tell(started.events);
    return started.work;
  }

  /** Ends a group work; its sheets can still be read. */
  async end(member: Member, workId: GroupWorkId): Promise<void> {
    const { sessionId } = member;
    const events = await this.db.transaction(async (tx) => {
      await tx.query(`SELECT 1 FROM live_room WHERE session_id = $1 FOR UPDATE`, [sessionId]);
      await tx.query(
        `UPDATE live_group_work SET ended_at = $3 WHERE id = $1 AND session_id = $2 AND ended_at IS NULL`,
        [workId, sessionId, this.clock.now()],
      );
      const [room]: unknown[] = await tx.query(
        `SELECT 1 FROM live_room WHERE session_id = $1 AND group_work_id = $2`,
        [sessionId, workId],
      );
      if (!room) return [];
      await tx.query(`UPDATE live_room SET group_work_id = NULL WHERE session_id = $1`, [sessionId]);
      return this.log.append(tx, sessionId, [{ channel: 'all', event: { kind: 'groupWork', work: null } }]);
    });
    this.rooms.tell(events);
    if (events.length > 0) this.#regroup(sessionId, null);
  }

  /** Writes a line of the own group's sheet; who writes last wins, and the same key again changes nothing. */
  async writeLine(member: Member, sent: Payload<typeof writeLine>): Promise<SheetLine> {
    const { sessionId, me, role } = member;
    const { groupId, line, text, key } = sent;
    const written = await this.db.transaction(async (tx) => {
      const [group]: { ended: boolean; inside: boolean }[] = await tx.query(
        `SELECT w.ended_at IS NOT NULL AS ended,
           EXISTS (SELECT 1 FROM live_group_member m WHERE m.group_id = g.id AND m.person_id = $3) AS inside
         FROM live_group g JOIN live_group_work w ON w.id = g.work_id
         WHERE g.id = $1 AND w.session_id = $2 FOR UPDATE OF g`,
        [groupId, sessionId, me.userId],
      );
      if (!group || (!group.inside && !leads(role))) throw commonProblem('not-found');
      if (group.ended) throw roomProblem('work-ended');
      const [again]: unknown[] = await tx.query(
        `SELECT 1 FROM live_event WHERE session_id = $1 AND channel = $2 AND key = $3`,
        [sessionId, `group:${groupId}`, key],
      );
      const rows: SheetLine[] = again
        ? await tx.query(
            `SELECT group_id AS "groupId", line, text, version, person_id AS "personId" FROM live_sheet_line
             WHERE group_id = $1 AND line = $2`,
            [groupId, line],
          )
        : await tx.query(
            `INSERT INTO live_sheet_line AS l (group_id, line, text, version, person_id, at) VALUES ($1, $2, $3, 1, $4, $5)
             ON CONFLICT (group_id, line) DO UPDATE SET text = excluded.text, version = l.version + 1,
               person_id = excluded.person_id, at = excluded.at
             RETURNING group_id AS "groupId", line, text, version, person_id AS "personId"`,
            [groupId, line, text, me.userId, this.clock.now()],
          );
      const [row] = rows;
      if (!row) throw commonProblem('not-found');
      const events = again
        ? []
        : await this.log.append(tx, sessionId, [
            { channel: `group:${groupId}`, event: { kind: 'line', line: row }, personId: me.userId, key },
          ]);
      return { line: row, events };
    });
    this.rooms.tell(written.events);
    return written.line;
  }

  #regroup(sessionId: SessionId, work: GroupWork | null): void {
    const groupOf = (work?.groups ?? []).flatMap(({ id, members }) =>
      members.map(({ personId }): [string, GroupId] => [personId, id]),
    );
    this.rooms.regroup(sessionId, new Map(groupOf));
    this.sockets.tellOthers('live.regrouped', { sessionId, groupOf } satisfies Regrouped);
    for (const [personId, groupId] of groupOf) this.rooms.tellPerson({ sessionId, personId, groupId });
  }
}

async function readWork(tx: EntityManager, workId: GroupWorkId): Promise<GroupWork | null> {
  const [row]: { work: GroupWork | null }[] = await tx.query(`SELECT ${groupWorkOf('$1')} AS work`, [workId]);
  return row?.work ?? null;
}

/** The trainees of the class but those who were taken out; in a fixed order, so that a seed makes the same groups. */
async function readTrainees(
  tx: EntityManager,
  classGroupId: string,
  sessionId: SessionId,
): Promise<{ personId: string; name: string; regencyCode: string }[]> {
  return tx.query(
    `SELECT e.person_id AS "personId", p.full_name AS name, e.regency_code AS "regencyCode"
     FROM delivery_enrollment e JOIN registry_person p ON p.id = e.person_id
     WHERE e.class_group_id = $1 AND e.state = ANY($2::text[]) AND NOT EXISTS (
       SELECT 1 FROM live_restriction x WHERE x.session_id = $3 AND x.person_id = e.person_id AND x.removed)
     ORDER BY e.sort_name, e.id`,
    [classGroupId, seatedStates, sessionId],
  );
}
