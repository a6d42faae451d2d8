import type { RoomRole, SessionId } from '@bimtek/live-contracts';
import { Clock, Ids } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface Change {
  sessionId: SessionId;
  personId: string;
  role: RoomRole;
  classGroupId: string | null;
  joinedAt: Date;
  leftAt: Date | null;
  drops: number;
  roundTripMs: number | null;
  mode: string | null;
}

/** A process that has not renewed its lease for so long is dead. */
const LEASE_SECONDS = 15;
const RENEW_MS = 5_000;
const CLEAN_MS = 60_000;

/**
 * Who is in which room, in every process: a row for each person and process, that counts as long as the process renews its
 * lease. So nobody stays present by a process that was killed, and nothing has to be counted down. Times are the
 * database's, which all processes share.
 */
@Injectable()
export class Presence {
  readonly processId: string;
  #changes = new Map<string, Change>();
  #renewedAt = Number.NEGATIVE_INFINITY;
  #cleanedAt = Number.NEGATIVE_INFINITY;
  #flushing: Promise<boolean> | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.processId = ids.next();
  }

  entered(person: Pick<Change, 'sessionId' | 'personId' | 'role' | 'classGroupId'>): void {
    const { drops = 0, roundTripMs = null, mode = null } = this.#changes.get(keyOf(person)) ?? {};
    const joinedAt = this.clock.now();
    this.#changes.set(keyOf(person), { ...person, joinedAt, leftAt: null, drops, roundTripMs, mode });
  }

  left(person: Pick<Change, 'sessionId' | 'personId' | 'role' | 'classGroupId'>, isDrop: boolean): void {
    const waiting = this.#changes.get(keyOf(person));
    const now = this.clock.now();
    const drops = (waiting?.drops ?? 0) + (isDrop ? 1 : 0);
    const { joinedAt = now, roundTripMs = null, mode = null } = waiting ?? {};
    this.#changes.set(keyOf(person), { ...person, joinedAt, leftAt: now, drops, roundTripMs, mode });
  }

  /** How the link of somebody is who is inside. */
  reported(
    person: Pick<Change, 'sessionId' | 'personId' | 'role' | 'classGroupId'>,
    link: { roundTripMs: number; mode: string },
  ): void {
    const waiting = this.#changes.get(keyOf(person)) ?? {
      ...person,
      joinedAt: this.clock.now(),
      leftAt: null,
      drops: 0,
    };
    this.#changes.set(keyOf(person), { ...waiting, ...link });
  }

  /** Writes what has changed, for all rooms in one statement, and renews the lease. Says whether anything had changed. */
  flush(): Promise<boolean> {
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined));
    return this.#flushing;
  }

  async #flush(): Promise<boolean> {
    const now = performance.now();
    if (now - this.#renewedAt >= RENEW_MS) await this.#renew();
    if (now - this.#cleanedAt >= CLEAN_MS) await this.#clean();
    const changes = this.#changes;
    if (changes.size === 0) return false;
    this.#changes = new Map();
    try {
      await this.#write([...changes.values()]);
    } catch (error) {
      // The newer change of a person holds.
      this.#changes = new Map([...changes, ...this.#changes]);
      throw error;
    }
    return true;
  }

  /** A process that stops in order leaves nobody inside. */
  async stop(): Promise<void> {
    await this.flush().catch(() => undefined);
    await this.db
      .query(
        `WITH gone AS (DELETE FROM live_process WHERE id = $1)
         UPDATE live_presence SET left_at = $2, seconds = seconds + greatest(0, extract(epoch FROM $2 - joined_at))::int
         WHERE process_id = $1 AND left_at IS NULL`,
        [this.processId, this.clock.now()],
      )
      .catch(() => undefined);
  }

  /** Trainees who are inside by a process that lives, by session. */
  async counts(sessionIds: SessionId[]): Promise<Map<SessionId, number>> {
    const rows: { session_id: SessionId; present: number }[] = await this.db.query(
      `SELECT p.session_id, count(DISTINCT p.person_id)::int AS present
       FROM live_presence p JOIN live_process o ON o.id = p.process_id AND o.lease_until > now()
       WHERE p.session_id = ANY($1::uuid[]) AND p.left_at IS NULL AND p.role = 'trainee' GROUP BY 1`,
      [sessionIds],
    );
    return new Map(rows.map((row) => [row.session_id, row.present]));
  }

  async #renew(): Promise<void> {
    await this.db.query(
      `INSERT INTO live_process (id, lease_until) VALUES ($1, now() + $2 * interval '1 second')
       ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until`,
      [this.processId, LEASE_SECONDS],
    );
    this.#renewedAt = performance.now();
  }

  /** Writes down for those whose process died that they are out since its lease ended. */
  async #clean(): Promise<void> {
    await this.db.query(
      `WITH dead AS (
         DELETE FROM live_process WHERE lease_until < now() - interval '1 minute' RETURNING id, lease_until),
       gone AS (
         SELECT p.session_id, p.person_id, p.process_id, coalesce(dead.lease_until, p.joined_at) AS at
         FROM live_presence p LEFT JOIN dead ON dead.id = p.process_id
         WHERE p.left_at IS NULL AND (dead.id IS NOT NULL
           OR NOT EXISTS (SELECT 1 FROM live_process o WHERE o.id = p.process_id)))
       UPDATE live_presence p
       SET left_at = gone.at, drops = p.drops + 1,
         seconds = p.seconds + greatest(0, extract(epoch FROM gone.at - p.joined_at))::int
       FROM gone WHERE p.session_id = gone.session_id AND p.person_id = gone.person_id AND p.process_id = gone.process_id`,
    );
    this.#cleanedAt = performance.now();
  }

  async #write(changes: Change[]): Promise<void> {
    const column = <K extends keyof Change>(name: K) => changes.map((change) => change[name]);
    await this.db.query(
      `INSERT INTO live_presence AS p (session_id, person_id, process_id, role, class_group_id, first_joined_at, joined_at,
         left_at, seconds, drops, round_trip_ms, mode)
       SELECT t.session_id, t.person_id, $1, t.role, t.class_group_id, t.joined_at, t.joined_at, t.left_at,
         coalesce(greatest(0, extract(epoch FROM t.left_at - t.joined_at)), 0)::int, t.drops, t.round_trip_ms, t.mode
       FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::timestamptz[], $7::timestamptz[], $8::int[],
         $9::int[], $10::text[])
         AS t(session_id, person_id, role, class_group_id, joined_at, left_at, drops, round_trip_ms, mode)
       ON CONFLICT (session_id, person_id, process_id) DO UPDATE SET
         role = excluded.role, class_group_id = excluded.class_group_id, drops = p.drops + excluded.drops,
         seconds = p.seconds + CASE
           WHEN excluded.left_at IS NULL THEN 0
           WHEN p.left_at IS NULL THEN greatest(0, extract(epoch FROM excluded.left_at - p.joined_at))::int
           ELSE excluded.seconds END,
         joined_at = CASE WHEN p.left_at IS NULL THEN p.joined_at ELSE excluded.joined_at END,
         left_at = excluded.left_at,
         round_trip_ms = coalesce(excluded.round_trip_ms, p.round_trip_ms), mode = coalesce(excluded.mode, p.mode)`,
      [
        this.processId,
        column('sessionId'),
        column('personId'),
        column('role'),
        column('classGroupId'),
        column('joinedAt'),
        column('leftAt'),
        column('drops'),
        column('roundTripMs'),
        column('mode'),
      ],
    );
  }
}

function keyOf({ sessionId, personId }: { sessionId: string; personId: string }): string {
  return `${sessionId} ${personId}`;
}
