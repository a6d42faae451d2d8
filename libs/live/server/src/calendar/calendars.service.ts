import { seatedStates } from '@bimtek/delivery-contracts';
import { CalendarToken, type getCalendarFeed, type makeCalendarFeed } from '@bimtek/live-contracts';
import { type Actor, commonProblem, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, type Limit, Settings, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { CalendarFeed } from './calendar-feed.entity.ts';
import { type CalendarEntry, calendarOf } from './calendar.rules.ts';

/** Addresses that lead nowhere, of one sender: nobody guesses 256 bits, but asking costs. */
const UNKNOWN: Limit = { name: 'calendar-unknown', points: 30, seconds: 600 };
/** Programs ask once an hour, some more often. */
const READINGS: Limit = { name: 'calendar-read', points: 60, seconds: 3600 };
/** How far back, and at most how many. */
const PAST_DAYS = 90;
const ENTRIES_MAX = 1_000;

/** Personal calendars for programs that cannot sign in. */
@Injectable()
export class Calendars {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly settings: Settings,
    private readonly throttle: Throttle,
    private readonly audit: AuditLog,
  ) {}

  async feedOf(me: Actor): Promise<ResultOf<typeof getCalendarFeed>> {
    const feed = await this.db.manager.findOneBy(CalendarFeed, { personId: me.userId });
    return {
      feed: feed && {
        createdAt: feed.createdAt.toISOString(),
        lastReadAt: feed.lastReadAt?.toISOString() ?? null,
      },
    };
  }

  /** Shown this once; whoever has an earlier address reads nothing from now on. */
  async make(me: Actor): Promise<ResultOf<typeof makeCalendarFeed>> {
    const token = this.ids.token();
    const createdAt = this.clock.now();
    await this.db.transaction(async (tx) => {
      await tx.upsert(
        CalendarFeed,
        { personId: me.userId, tokenHash: hashOf(token), createdAt, lastReadAt: null },
        ['personId'],
      );
      await this.#record(tx, me, 'made');
    });
    return {
      url: `${this.settings.publicUrl}/api/calendars/${token}.ics`,
      createdAt: createdAt.toISOString(),
    };
  }

  async end(me: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { affected } = await tx.delete(CalendarFeed, { personId: me.userId });
      if (affected) await this.#record(tx, me, 'ended');
    });
  }

  /** The calendar behind an address as text; 404 for any other. `sender` is whose tries are counted. */
  async read(address: string, sender: string): Promise<string> {
    await this.throttle.check(UNKNOWN, sender);
    const token = CalendarToken.safeParse(address.replace(/\.ics$/, ''));
    const personId = token.success ? await this.#personBehind(token.data) : undefined;
    if (!personId) {
      await this.throttle.spend(UNKNOWN, sender);
      throw commonProblem('not-found');
    }
    await this.throttle.spend(READINGS, personId);
    return calendarOf(await this.#entries(personId), this.settings.publicUrl);
  }

  /** Nobody's, when the account is locked. */
  async #personBehind(token: string): Promise<string | undefined> {
    const now = this.clock.now();
    const [row]: { personId: string }[] = await this.db.query(
      `SELECT f.person_id AS "personId" FROM live_calendar_feed f
       JOIN identity_account a ON a.person_id = f.person_id AND a.state <> 'locked' WHERE f.token_hash = $1`,
      [hashOf(token)],
    );
    if (!row) return undefined;
    await this.db.query(
      `UPDATE live_calendar_feed SET last_read_at = $2::timestamptz
       WHERE person_id = $1 AND (last_read_at IS NULL OR last_read_at < $2::timestamptz - interval '6 hours')`,
      [row.personId, now],
    );
    return row.personId;
  }

  /** Of the classes somebody learns in, teaches or organizes now, and of their runs. */
  async #entries(personId: string): Promise<CalendarEntry[]> {
    const since = new Date(this.clock.now().getTime() - PAST_DAYS * 24 * 3_600_000);
    return this.db.query(
      `WITH learning AS MATERIALIZED (
         SELECT e.class_group_id AS id FROM delivery_enrollment e
         WHERE e.person_id = $1 AND e.state = ANY($2::text[]) AND e.class_group_id IS NOT NULL),
       mine AS MATERIALIZED (
         SELECT id FROM learning UNION SELECT t.class_group_id FROM delivery_class_trainer t WHERE t.person_id = $1
         UNION SELECT g.id FROM delivery_class_group g WHERE g.organizer_id = $1)
       SELECT s.id, s.title, (SELECT name FROM delivery_class_group WHERE id = s.class_group_id) AS "className",
         (SELECT name FROM delivery_run WHERE id = s.run_id) AS "runName", s.lesson_hours::float AS "lessonHours",
         s.starts_at AS "startsAt", s.ends_at AS "endsAt", s.state, s.version, s.change_reason AS "changeReason",
         s.created_at AS "createdAt", s.changed_at AS "changedAt",
         CASE WHEN s.class_group_id IS NULL THEN EXISTS (SELECT 1 FROM learning)
           ELSE s.class_group_id = ANY(ARRAY(SELECT id FROM learning)) END AS "isTrainee"
       FROM live_session s
       WHERE (s.class_group_id = ANY(ARRAY(SELECT id FROM mine))
           OR (s.class_group_id IS NULL
             AND s.run_id = ANY(ARRAY(
               SELECT c.run_id FROM delivery_class_group c WHERE c.id = ANY(ARRAY(SELECT id FROM mine))))))
         AND s.starts_at > $3
       ORDER BY s.starts_at, s.id LIMIT ${ENTRIES_MAX}`,
      [personId, [...seatedStates], since],
    );
  }

  async #record(tx: Parameters<AuditLog['record']>[0], me: Actor, act: 'made' | 'ended'): Promise<void> {
    await this.audit.record(tx, me, {
      action: `live.calendar-${act}`,
      subject: { type: 'person', id: me.userId },
    });
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
