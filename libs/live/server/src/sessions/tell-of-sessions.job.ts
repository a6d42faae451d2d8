import { seatedStates } from '@bimtek/delivery-contracts';
import {
  recordingReadyMessage,
  seriesPlannedMessage,
  sessionCancelledMessage,
  sessionMovedMessage,
  sessionPlannedMessage,
  tellOfSessions,
} from '@bimtek/live-contracts';
import { Notifier } from '@bimtek/notification-server';
import type { Payload } from '@bimtek/platform-contracts';
import { type Handler, Handles } from '@bimtek/platform-server';
import { DataSource, type EntityManager } from 'typeorm';

type Told = Payload<typeof tellOfSessions>;
type About = Told['sessions'][number];

/** A hall of 8,000 is told in so many steps. */
const AT_ONCE = 1_000;

/** Tells the people of a class, or of all classes of a run, what became of their sessions; once for each version. */
@Handles(tellOfSessions)
export class TellOfSessions implements Handler<typeof tellOfSessions> {
  constructor(
    private readonly db: DataSource,
    private readonly notifier: Notifier,
  ) {}

  async run(told: Told): Promise<void> {
    const people = await peopleOf(this.db.manager, told);
    for (let from = 0; from < people.length; from += AT_ONCE) {
      const some = people.slice(from, from + AT_ONCE);
      await this.db.transaction((tx) => this.#tell(tx, told, some));
    }
  }

  async #tell(tx: EntityManager, told: Told, people: readonly Person[]): Promise<void> {
    const { change, sessions, reason } = told;
    const [first] = sessions;
    if (!first) return;
    const each = <P>(paramsOf: (session: About) => P) =>
      sessions.flatMap((session) =>
        people.map((person) => noticeFor(person, change, session, paramsOf(session))),
      );
    const about = ({ title, startsAt }: About) => ({ title, startsAt });
    switch (change) {
      case 'planned':
        // One message for a series, not one for each of its days.
        if (sessions.length > 1) {
          const params = { ...about(first), sessions: sessions.length };
          const notices = people.map((person) => noticeFor(person, change, first, params));
          await this.notifier.notify(tx, seriesPlannedMessage, notices);
        } else await this.notifier.notify(tx, sessionPlannedMessage, each(about));
        return;
      case 'moved':
        await this.notifier.notify(
          tx,
          sessionMovedMessage,
          each((session) => ({
            ...about(session),
            beforeAt: session.before ?? session.startsAt,
            reason: reason ?? '–',
          })),
        );
        return;
      case 'cancelled':
        await this.notifier.notify(
          tx,
          sessionCancelledMessage,
          each((session) => ({ ...about(session), reason: reason ?? '–' })),
        );
        return;
      case 'recorded':
        await this.notifier.notify(tx, recordingReadyMessage, each(about));
    }
  }
}

interface Person {
  personId: string;
  classGroupId: string;
  isTrainee: boolean;
}

function noticeFor<P>(
  { personId, classGroupId, isTrainee }: Person,
  change: Told['change'],
  { id, version }: About,
  params: P,
) {
  return {
    recipientId: personId,
    dedupeKey: `session-${change}:${id}:${version}`,
    params,
    link: isTrainee ? `/jadwal/${id}` : `/kelola/kelas/${classGroupId}/jadwal`,
  };
}

/** Trainees with a seat, trainers and organizers, each once; without whoever did it. */
async function peopleOf(tx: EntityManager, { runId, classGroupId, byId }: Told): Promise<Person[]> {
  return tx.query(
    `SELECT DISTINCT ON (p.person_id) p.person_id AS "personId", p.class_group_id AS "classGroupId",
       p.is_trainee AS "isTrainee"
     FROM (
       SELECT g.id FROM delivery_class_group g
       WHERE g.run_id = $1 AND ($2::uuid IS NULL OR g.id = $2) AND g.state NOT IN ('preparing', 'closed')) g
     CROSS JOIN LATERAL (
       SELECT e.person_id, g.id AS class_group_id, true AS is_trainee FROM delivery_enrollment e
       WHERE e.class_group_id = g.id AND e.state = ANY($4::text[])
       UNION ALL
       SELECT t.person_id, g.id, false FROM delivery_class_trainer t WHERE t.class_group_id = g.id
       UNION ALL
       SELECT o.organizer_id, g.id, false FROM delivery_class_group o WHERE o.id = g.id AND o.organizer_id IS NOT NULL
     ) p
     WHERE p.person_id <> $3 ORDER BY p.person_id, p.is_trainee DESC, p.class_group_id`,
    [runId, classGroupId, byId, [...seatedStates]],
  );
}
