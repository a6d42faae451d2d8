import { dayIn, EnrollmentState } from '@bimtek/delivery-contracts';
import { maskedPhone } from '@bimtek/delivery-server';
import type { PersonRecord, RecordedEnrollment } from '@bimtek/insight-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import { AuditLog, Clock, type Limit, Throttle } from '@bimtek/platform-server';
import { nameWithTitles, type PersonId } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ClassProgressService } from '../progress/class-progress.service.ts';
import { lessonsExpected, standingOf } from '../progress/progress-standing.rules.ts';
import { maskedEmail } from './person-record.rules.ts';
import {
  type EnrollmentRow,
  type PersonRow,
  readAccount,
  readActs,
  readEnrollments,
  readPerson,
  type Sees,
} from './person-record.queries.ts';

/** More than anybody calls in an hour, and far less than a list to take away. */
const LOOKS: Limit = { name: 'insight.contact', points: 60, seconds: 3_600 };

/** One person from all sides. Each part needs the permission that its own page needs; what is missing is null. */
@Injectable()
export class PersonRecordService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly throttle: Throttle,
    private readonly progress: ClassProgressService,
  ) {}

  async record(me: Actor, personId: PersonId): Promise<PersonRecord> {
    const may = me.permissions;
    const now = this.clock.now();
    const sees: Sees = {
      scores: may.has('score.read'),
      decision: may.has('decision.read'),
      certificates: may.has('certificate.read'),
    };
    // One snapshot, so that a decision made meanwhile does not stand beside the state before it.
    const read = await this.db.transaction('REPEATABLE READ', async (tx) => {
      const person = found(await readPerson(tx, me, personId));
      const { accountId } = person;
      const account =
        accountId && may.has('account.read') ? await readAccount(tx, accountId, personId, now) : null;
      const enrollments = may.has('class.read') ? await readEnrollments(tx, me, personId, sees) : [];
      const acts = may.has('audit.read') ? await readActs(tx, { personId, accountId }) : null;
      return { person, account, enrollments, acts };
    });
    const { person, account } = read;
    const enrollments: RecordedEnrollment[] = [];
    for (const row of read.enrollments) enrollments.push(await this.#enrollmentOf(row, sees, now));
    return {
      person: {
        id: person.id,
        name: nameWithTitles(person),
        position: person.position,
        phone: maskedPhone(person.phone),
        email: maskedEmail(person.email),
        participantCode: person.participantCode,
      },
      library: libraryOf(person),
      account: account && {
        state: person.accountState ?? 'invited',
        activatedAt: person.activatedAt?.toISOString() ?? null,
        lastSeenAt: account.lastSeenAt?.toISOString() ?? null,
        openSessions: account.openSessions,
        roles: (account.roles ?? []).map((role) => ({ ...role, validTo: isoOf(role.validTo) })),
      },
      enrollments,
      acts: read.acts && read.acts.map((act) => ({ ...act, at: act.at.toISOString() })),
    };
  }

  /** The whole numbers, for who has to reach the person now. Each look is written down, a repeated one too. */
  async contact(me: Actor, personId: PersonId): Promise<{ phone: string | null; email: string | null }> {
    await this.throttle.spend(LOOKS, me.userId);
    return this.db.transaction(async (tx) => {
      const { phone, email } = found(await readPerson(tx, me, personId));
      await this.audit.record(tx, me, {
        action: 'insight.contact-seen',
        subject: { type: 'person', id: personId },
      });
      return { phone, email };
    });
  }

  async #enrollmentOf(row: EnrollmentRow, sees: Sees, now: Date): Promise<RecordedEnrollment> {
    const { modules, lessons } = await this.progress.columnsOf(row.curriculumVersionId);
    const codeOf = new Map(lessons.lessonIds.map((id, at) => [id, lessons.codes[at]]));
    const read = (row.lessons ?? []).filter(([id]) => codeOf.has(id));
    const lessonsDone = read.filter(([, isDone]) => isDone).length;
    const expected = row.classGroupId ? lessonsExpected(lessons.total, row, dayIn(row.timeZone, now)) : 0;
    const counts = { done: lessonsDone, begun: read.length, expected, total: lessons.total };
    const times = [
      ...read.map(([, , at]) => at),
      ...(row.attempts ?? []).map(({ startedAt, finishedAt }) => finishedAt ?? startedAt),
    ].map((at) => Date.parse(at));
    return {
      id: row.id,
      run: { id: row.runId, name: row.runName },
      classGroup:
        row.classGroupId === null
          ? null
          : {
              id: row.classGroupId,
              code: row.classCode,
              name: row.className,
              state: row.classState,
              startsOn: row.startsOn,
              endsOn: row.endsOn,
            },
      state: row.state,
      stateReason: row.stateReason,
      stateChangedAt: row.stateChangedAt.toISOString(),
      nameConfirmedAt: row.nameConfirmedAt?.toISOString() ?? null,
      history: (row.history ?? []).flatMap(({ from, to, at, ...step }) => {
        const [before, after] = [EnrollmentState.safeParse(from), EnrollmentState.safeParse(to)];
        if (!after.success) return [];
        return [{ ...step, at: new Date(at).toISOString(), from: before.data ?? null, to: after.data }];
      }),
      progress: {
        standing: standingOf(counts),
        lessonsDone,
        lessonsTotal: lessons.total,
        lessonsExpected: expected,
        modules: modules.map((module) => {
          const own = read.filter(([id]) => codeOf.get(id) === module.code);
          return { ...module, done: own.filter(([, isDone]) => isDone).length, begun: own.length };
        }),
        lastActiveAt: times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
      },
      attempts: sees.scores
        ? (row.attempts ?? []).map((attempt) => ({
            ...attempt,
            startedAt: new Date(attempt.startedAt).toISOString(),
            finishedAt: isoOf(attempt.finishedAt),
          }))
        : null,
      scores: sees.scores
        ? (row.scores ?? []).map((score) => ({
            ...score,
            recordedAt: new Date(score.recordedAt).toISOString(),
          }))
        : null,
      decision: row.decision && { ...row.decision, decidedAt: isoOf(row.decision.decidedAt) },
      certificates: sees.certificates
        ? (row.certificates ?? []).map((certificate) => ({
            ...certificate,
            issuedAt: new Date(certificate.issuedAt).toISOString(),
            endedAt: isoOf(certificate.endedAt),
          }))
        : null,
    };
  }
}

function isoOf(at: string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function libraryOf(person: PersonRow): PersonRecord['library'] {
  const { libraryName: name, villageName, districtName, regencyName, provinceName } = person;
  return name === null ? null : { name, villageName, districtName, regencyName, provinceName };
}
