import {
  attendanceChanged,
  type AttendanceMark,
  type CheckPart,
  type ExcuseKind,
  type VenueListId,
} from '@bimtek/live-contracts';
import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { Clock, Ids, Outbox } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SessionFacts } from './attendance.queries.ts';
import { type Fact, recordOf } from './record.rules.ts';

/** What can be recorded, by kind, as it is kept. */
export type EvidenceDetail =
  | { kind: 'code'; detail: { part: CheckPart } }
  | { kind: 'offline'; detail: { part: CheckPart; isDoubtful: boolean; isClockWrong: boolean } }
  | { kind: 'mark'; detail: { mark: AttendanceMark; note: string } }
  | {
      kind: 'report';
      detail: {
        reportId: string;
        counts: { in: boolean; out: boolean };
        name: string;
        minutes: number;
        connections: number;
        joinedAt: string | null;
        leftAt: string | null;
      };
    }
  | { kind: 'venue'; detail: { isTicked: boolean } }
  | { kind: 'correction'; detail: { grants: 'present' | 'partial'; reason: string } }
  | { kind: 'excuse'; detail: { reason: ExcuseKind } }
  | { kind: 'substitute'; detail: { score: number | null } };

export type NewEvidence = EvidenceDetail & {
  /** Chosen by whoever sends it, where it may be sent twice. */
  id?: string;
  enrollmentId: string;
  happenedAt: Date;
  deviceAt?: Date;
  recordedBy: string;
  venueListId?: VenueListId;
  fileId?: string;
};

/** No statement names more people than this; an event neither. */
const PEOPLE_AT_ONCE = 200;

/**
 * The one place where attendance is written. Evidence is added and never changed; what follows from it is reckoned anew in the
 * same transaction, from all there is.
 */
@Injectable()
export class AttendanceLedger {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
  ) {}

  /** Adds evidence of one session and gives whose records changed. Evidence with an id that is known changes nothing. */
  async add(
    tx: EntityManager,
    session: SessionFacts,
    evidence: readonly NewEvidence[],
  ): Promise<EnrollmentId[]> {
    if (evidence.length === 0) return [];
    const enrollmentIds = [...new Set(evidence.map(({ enrollmentId }) => enrollmentId))];
    await lockPeople(tx, session.id, enrollmentIds);
    const rows = evidence.map((one) => ({
      id: one.id ?? this.ids.next(),
      enrollmentId: one.enrollmentId,
      kind: one.kind,
      happenedAt: one.happenedAt,
      deviceAt: one.deviceAt ?? null,
      recordedBy: one.recordedBy,
      venueListId: one.venueListId ?? null,
      detail: one.detail,
      fileId: one.fileId ?? null,
    }));
    await tx.query(
      `INSERT INTO live_attendance_evidence (id, session_id, enrollment_id, kind, happened_at, device_at, recorded_at, recorded_by,
         session_version, venue_list_id, detail, file_id)
       SELECT n.id, $1, n."enrollmentId", n.kind, n."happenedAt", n."deviceAt", $2, n."recordedBy", $3, n."venueListId", n.detail,
         n."fileId"
       FROM jsonb_to_recordset($4::jsonb) AS n(id uuid, "enrollmentId" uuid, kind text, "happenedAt" timestamptz,
         "deviceAt" timestamptz, "recordedBy" uuid, "venueListId" uuid, detail jsonb, "fileId" uuid)
       ON CONFLICT (id) DO NOTHING`,
      [session.id, this.clock.now(), session.version, JSON.stringify(rows)],
    );
    return this.#reckon(tx, session, enrollmentIds);
  }

  /** Reckons records anew, as when a photo has come or the session was moved; gives whose changed. */
  async reckon(
    tx: EntityManager,
    session: SessionFacts,
    enrollmentIds: readonly string[],
  ): Promise<EnrollmentId[]> {
    if (enrollmentIds.length === 0) return [];
    await lockPeople(tx, session.id, enrollmentIds);
    return this.#reckon(tx, session, enrollmentIds);
  }

  async #reckon(
    tx: EntityManager,
    session: SessionFacts,
    enrollmentIds: readonly string[],
  ): Promise<EnrollmentId[]> {
    const facts = await readFacts(tx, session.id, enrollmentIds);
    const now = this.clock.now();
    const records = enrollmentIds.map((enrollmentId) => ({
      enrollmentId,
      record: recordOf(session, facts.get(enrollmentId) ?? []),
    }));
    const kept = records.flatMap(({ enrollmentId, record }) => (record ? [{ enrollmentId, ...record }] : []));
    const gone = records.flatMap(({ enrollmentId, record }) => (record ? [] : [enrollmentId]));
    const changed: { id: EnrollmentId }[] = await tx.query(
      `WITH removed AS (
         DELETE FROM live_attendance WHERE session_id = $1 AND enrollment_id = ANY($2::uuid[]) RETURNING enrollment_id
       ), written AS (
         INSERT INTO live_attendance AS old (session_id, enrollment_id, state, hours, substitute_hours, strength, late_minutes,
           checked_in_at, checked_out_at, flags, changed_at)
         SELECT $1, n."enrollmentId", n.state, n.hours, n."substituteHours", n.strength, n."lateMinutes", n."checkedInAt",
           n."checkedOutAt", ARRAY(SELECT jsonb_array_elements_text(n.flags)), $3
         FROM jsonb_to_recordset($4::jsonb) AS n("enrollmentId" uuid, state text, hours numeric, "substituteHours" numeric,
           strength text, "lateMinutes" int, "checkedInAt" timestamptz, "checkedOutAt" timestamptz, flags jsonb)
         ON CONFLICT (session_id, enrollment_id) DO UPDATE SET state = excluded.state, hours = excluded.hours,
           substitute_hours = excluded.substitute_hours, strength = excluded.strength, late_minutes = excluded.late_minutes,
           checked_in_at = excluded.checked_in_at, checked_out_at = excluded.checked_out_at, flags = excluded.flags,
           changed_at = excluded.changed_at
         WHERE (old.state, old.hours, old.substitute_hours, old.strength, old.late_minutes, old.checked_in_at, old.checked_out_at,
             old.flags)
           IS DISTINCT FROM (excluded.state, excluded.hours, excluded.substitute_hours, excluded.strength, excluded.late_minutes,
             excluded.checked_in_at, excluded.checked_out_at, excluded.flags)
         RETURNING enrollment_id
       )
       SELECT enrollment_id AS id FROM removed UNION ALL SELECT enrollment_id FROM written`,
      [session.id, gone, now, JSON.stringify(kept)],
    );
    const ids = changed.map(({ id }) => id);
    await this.tellOf(tx, ids);
    return ids;
  }

  /** Tells whoever stands to the right that lesson hours of these people are others now. */
  async tellOf(tx: EntityManager, enrollmentIds: readonly EnrollmentId[]): Promise<void> {
    const changedAt = this.clock.now().toISOString();
    const payloads = [];
    for (let from = 0; from < enrollmentIds.length; from += PEOPLE_AT_ONCE) {
      payloads.push({ enrollmentIds: enrollmentIds.slice(from, from + PEOPLE_AT_ONCE), changedAt });
    }
    await this.outbox.addAll(tx, attendanceChanged, payloads);
  }
}

/** One writer at a time for each person at a session, always in one order. */
async function lockPeople(
  tx: EntityManager,
  sessionId: string,
  enrollmentIds: readonly string[],
): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT hashtextextended('live.attendance ' || $1 || ' ' || id, 0) AS key FROM unnest($2::text[]) AS id ORDER BY 1
     ) AS keys`,
    [sessionId, [...enrollmentIds]],
  );
}

type Row = EvidenceDetail & {
  enrollmentId: string;
  happenedAt: Date;
  listId: string | null;
  hasPhoto: boolean;
};

async function readFacts(
  tx: EntityManager,
  sessionId: string,
  enrollmentIds: readonly string[],
): Promise<Map<string, Fact[]>> {
  const rows: Row[] = await tx.query(
    `SELECT v.enrollment_id AS "enrollmentId", v.kind, v.happened_at AS "happenedAt", v.detail, v.venue_list_id AS "listId",
       l.photo_id IS NOT NULL AS "hasPhoto"
     FROM live_attendance_evidence v LEFT JOIN live_attendance_venue_list l ON l.id = v.venue_list_id
     WHERE v.session_id = $1 AND v.enrollment_id = ANY($2::uuid[]) ORDER BY v.serial`,
    [sessionId, [...enrollmentIds]],
  );
  const facts = new Map<string, Fact[]>();
  for (const row of rows) facts.set(row.enrollmentId, [...(facts.get(row.enrollmentId) ?? []), factOf(row)]);
  return facts;
}

function factOf(row: Row): Fact {
  const at = row.happenedAt;
  switch (row.kind) {
    case 'code':
      return { kind: 'code', part: row.detail.part, at };
    case 'offline':
      return { kind: 'offline', ...row.detail, at };
    case 'mark':
      return { kind: 'mark', mark: row.detail.mark, at };
    case 'report': {
      const { reportId, counts, joinedAt } = row.detail;
      return { kind: 'report', reportId, counts, joinedAt: joinedAt ? new Date(joinedAt) : null, at };
    }
    case 'venue':
      return {
        kind: 'venue',
        listId: row.listId ?? '',
        isTicked: row.detail.isTicked,
        hasPhoto: row.hasPhoto,
        at,
      };
    case 'correction':
      return { kind: 'correction', grants: row.detail.grants, at };
    case 'excuse':
      return { kind: 'excuse', reason: row.detail.reason, at };
    case 'substitute':
      return { kind: 'substitute', at };
  }
}
