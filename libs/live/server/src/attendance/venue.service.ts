import type { EnrollmentId, TimeZone } from '@bimtek/delivery-contracts';
import { peopleWithinScope } from '@bimtek/delivery-server';
import {
  type getVenueAttendance,
  PHOTO_HOURS,
  type sendVenuePhoto,
  type tickVenue,
  type VenueList,
  type VenueListId,
  type VenuePerson,
  venueProblem,
} from '@bimtek/live-contracts';
import {
  type Actor,
  type BodyOf,
  found,
  type ParamsOf,
  type QueryOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock, Conditions, type UploadedFile } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type * as z from 'zod';
import { AttendanceLedger } from './attendance-ledger.ts';
import {
  holdPeople,
  IN_SESSION,
  scopedSession,
  type SessionFacts,
  sessionView,
  strictest,
  TAKING_PART,
} from './attendance.queries.ts';
import { refusesMarking } from './check.rules.ts';
import { Proofs } from './proofs.service.ts';

interface ListRow {
  id: VenueListId;
  sessionId: string;
  venue: string;
  madeBy: string;
  people: number;
  photoId: string | null;
  photoAt: Date | null;
}

/** People who sit in one hall behind one connection: an official ticks them and sends a photo of the list they have signed. */
@Injectable()
export class VenueAttendance {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly ledger: AttendanceLedger,
    private readonly proofs: Proofs,
  ) {}

  async get(
    me: Actor,
    { sessionId }: ParamsOf<typeof getVenueAttendance>,
    { listId }: QueryOf<typeof getVenueAttendance>,
  ): Promise<ResultOf<typeof getVenueAttendance>> {
    const tx = this.db.manager;
    const session = await scopedSession(tx, me, sessionId);
    const lists = await ownLists(tx, me, sessionId);
    const list = listId ? lists.find(({ id }) => id === listId) : lists[0];
    const people = await venuePeople(tx, me, sessionId, list?.id ?? null);
    const now = this.clock.now();
    return {
      session: sessionView(session),
      timeZone: people.timeZone ?? 'Asia/Jakarta',
      lists: lists.map((row) => listView(row, session)),
      list: list ? listView(list, session) : null,
      items: people.items,
      refusal: refusesMarking({ ...session, classState: people.classState ?? 'running' }, now),
      now: now.toISOString(),
    };
  }

  /** Ticks and unticks in any order and as often as need be: only what changes on this list is recorded. */
  async tick(
    me: Actor,
    { sessionId, listId }: ParamsOf<typeof tickVenue>,
    { venue, ticked, unticked }: BodyOf<typeof tickVenue>,
  ): Promise<z.infer<typeof VenueList>> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const wanted = new Map([
        ...unticked.map((id) => [id, false] as const),
        ...ticked.map((id) => [id, true] as const),
      ]);
      const { session, people } = await holdPeople(tx, me, sessionId, [...wanted.keys()], now);
      const refusal = refusesMarking({ ...session, classState: strictest(people) }, now);
      if (refusal) throw venueProblem(refusal);
      await tx.query(
        `INSERT INTO live_attendance_venue_list (id, session_id, venue, made_by, made_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING`,
        [listId, session.id, venue, me.userId, now],
      );
      // Ticks and photo wait for each other: else neither would see the other.
      const list = await ownList(tx, me, sessionId, listId, { lock: true });
      if (list.venue !== venue) {
        await tx.query(`UPDATE live_attendance_venue_list SET venue = $2 WHERE id = $1`, [listId, venue]);
      }
      const before = await tickedOn(tx, listId);
      const changed = [...wanted].filter(([id, isTicked]) => before.has(id) !== isTicked);
      await this.ledger.add(
        tx,
        session,
        changed.map(([enrollmentId, isTicked]) => ({
          kind: 'venue',
          enrollmentId,
          happenedAt: now,
          recordedBy: me.userId,
          venueListId: listId,
          detail: { isTicked },
        })),
      );
      await this.audit.recordAll(
        tx,
        me,
        changed.map(([id, isTicked]) => ({
          action: isTicked ? ('live.venue-ticked' as const) : ('live.venue-unticked' as const),
          subject: { type: 'enrollment', id },
          after: { sessionId, listId, venue },
        })),
      );
      return listView(await ownList(tx, me, sessionId, listId), session);
    });
  }

  /** The photo makes the ticks count; another one replaces it as long as there is time. */
  async sendPhoto(
    me: Actor,
    { sessionId, listId }: ParamsOf<typeof sendVenuePhoto>,
    upload: UploadedFile,
  ): Promise<z.infer<typeof VenueList>> {
    await scopedSession(this.db.manager, me, sessionId);
    await ownList(this.db.manager, me, sessionId, listId);
    const proof = await this.proofs.read(upload, (code) => venueProblem(code));
    return this.proofs.keep(proof, me.userId, (file, note) =>
      this.db.transaction(async (tx) => {
        const now = this.clock.now();
        const list = await ownList(tx, me, sessionId, listId, { lock: true });
        const ids = [...(await tickedOn(tx, listId))];
        const { session, people } = await holdPeople(tx, me, sessionId, ids, now);
        const refusal = refusesMarking({ ...session, classState: strictest(people) }, now);
        if (refusal) throw venueProblem(refusal);
        if (now > photoUntil(session)) throw venueProblem('photo-too-late');
        await note(tx);
        await tx.query(`UPDATE live_attendance_venue_list SET photo_id = $2, photo_at = $3 WHERE id = $1`, [
          listId,
          file.id,
          now,
        ]);
        await this.ledger.reckon(tx, session, ids);
        await this.audit.record(tx, me, {
          action: 'live.venue-photo-sent',
          subject: { type: 'venue-list', id: listId },
          before: { photoId: list.photoId },
          after: { sessionId, photoId: file.id, sha256: file.sha256, people: ids.length },
        });
        return listView({ ...list, photoId: file.id, photoAt: now }, session);
      }),
    );
  }
}

function photoUntil({ endsAt }: Pick<SessionFacts, 'endsAt'>): Date {
  return new Date(endsAt.getTime() + PHOTO_HOURS * 3_600_000);
}

function listView(row: ListRow, session: SessionFacts): z.infer<typeof VenueList> {
  const { id, venue, people, photoAt } = row;
  return {
    id,
    venue,
    people,
    photoAt: photoAt?.toISOString() ?? null,
    photoUntil: photoUntil(session).toISOString(),
  };
}

/** Enrollments whose newest line on a list is a tick. */
const TICKED = `SELECT enrollment_id FROM (
    SELECT DISTINCT ON (v.enrollment_id) v.enrollment_id, (v.detail->>'isTicked')::boolean AS is_ticked
    FROM live_attendance_evidence v WHERE v.venue_list_id = `;
const TICKED_END = ` ORDER BY v.enrollment_id, v.serial DESC) newest WHERE is_ticked`;

async function tickedOn(tx: EntityManager, listId: string): Promise<Set<EnrollmentId>> {
  const rows: { enrollment_id: EnrollmentId }[] = await tx.query(`${TICKED}$1${TICKED_END}`, [listId]);
  return new Set(rows.map((row) => row.enrollment_id));
}

const LIST = `l.id, l.session_id AS "sessionId", l.venue, l.made_by AS "madeBy", l.photo_id AS "photoId",
  l.photo_at AS "photoAt"`;

async function ownLists(tx: EntityManager, me: Actor, sessionId: string): Promise<ListRow[]> {
  return tx.query(
    `SELECT ${LIST}, (SELECT count(*)::int FROM (${TICKED}l.id${TICKED_END}) t) AS people
     FROM live_attendance_venue_list l WHERE l.session_id = $1 AND l.made_by = $2 ORDER BY l.made_at DESC, l.id DESC LIMIT 20`,
    [sessionId, me.userId],
  );
}

/** A list is written by whoever began it, for the session it was begun for. */
async function ownList(
  tx: EntityManager,
  me: Actor,
  sessionId: string,
  listId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ListRow> {
  const [row]: ListRow[] = await tx.query(
    `SELECT ${LIST}, (SELECT count(*)::int FROM (${TICKED}l.id${TICKED_END}) t) AS people
     FROM live_attendance_venue_list l WHERE l.id = $1 ${lock ? 'FOR UPDATE OF l' : ''}`,
    [listId],
  );
  const list = found(row);
  if (list.sessionId !== sessionId || list.madeBy !== me.userId) throw venueProblem('list-of-other');
  return list;
}

/** A hall holds people of one regency or of a few classes. */
const HALL_MAX = 500;

async function venuePeople(
  tx: EntityManager,
  me: Actor,
  sessionId: string,
  listId: string | null,
): Promise<{
  items: z.infer<typeof VenuePerson>[];
  timeZone: TimeZone | undefined;
  classState: string | undefined;
}> {
  const where = new Conditions()
    .and('s.id = ?', sessionId)
    .and(TAKING_PART)
    .within((first) => peopleWithinScope(me, first));
  const list = where.value(listId);
  const rows: (z.infer<typeof VenuePerson> & { timeZone: TimeZone; classState: string })[] = await tx.query(
    `SELECT e.id AS "enrollmentId", coalesce(p.full_name, e.sort_name) AS name, place.name AS place,
       g.name AS "className", g.time_zone AS "timeZone", g.state AS "classState",
       EXISTS (SELECT 1 FROM (${TICKED}${list}::uuid${TICKED_END}) t WHERE t.enrollment_id = e.id) AS "isTicked",
       coalesce(a.hours > 0 AND a.strength <> 'venue', false) AS "isRecorded"
     FROM live_session s JOIN delivery_enrollment e ON ${IN_SESSION}
     JOIN delivery_class_group g ON g.id = e.class_group_id
     LEFT JOIN live_attendance a ON a.session_id = s.id AND a.enrollment_id = e.id
     LEFT JOIN registry_person p ON p.id = e.person_id
     LEFT JOIN registry_library l ON l.id = e.library_id
     LEFT JOIN registry_region place ON place.code = l.village_code
     WHERE ${where.sql} ORDER BY e.sort_name, e.id LIMIT ${HALL_MAX}`,
    where.parameters,
  );
  return {
    items: rows.map(({ timeZone: _, classState: __, ...person }) => person),
    timeZone: rows[0]?.timeZone,
    classState: rows[0]?.classState,
  };
}
