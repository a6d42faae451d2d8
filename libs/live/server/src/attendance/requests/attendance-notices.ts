import {
  correctionAskedMessage,
  correctionGrantedMessage,
  correctionRefusedMessage,
  excuseAskedMessage,
  excuseGrantedMessage,
  excuseRefusedMessage,
  substituteDecidedMessage,
} from '@bimtek/live-contracts';
import { Notifier } from '@bimtek/notification-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MySession } from '../attendance.queries.ts';

export interface DecidedRequest {
  id: string;
  personId: string;
  sessionId: string;
  title: string;
  startsAt: Date;
}

/** Tells people about corrections and excuses, in the transaction of whoever asks or decides; once for each. */
@Injectable()
export class AttendanceNotices {
  constructor(private readonly notifier: Notifier) {}

  correctionAsked(tx: EntityManager, session: MySession, id: string): Promise<void> {
    return this.#tellTrainers(tx, correctionAskedMessage, session, `correction-asked:${id}`);
  }

  excuseAsked(tx: EntityManager, session: MySession, id: string): Promise<void> {
    return this.#tellTrainers(tx, excuseAskedMessage, session, `excuse-asked:${id}`);
  }

  async correctionDecided(
    tx: EntityManager,
    request: DecidedRequest,
    isGranted: boolean,
    reason: string,
  ): Promise<void> {
    const template = isGranted ? correctionGrantedMessage : correctionRefusedMessage;
    await this.notifier.notify(tx, template, [noticeOf(request, `correction-decided:${request.id}`, reason)]);
  }

  async excuseDecided(
    tx: EntityManager,
    request: DecidedRequest,
    isGranted: boolean,
    reason: string,
  ): Promise<void> {
    const template = isGranted ? excuseGrantedMessage : excuseRefusedMessage;
    await this.notifier.notify(tx, template, [noticeOf(request, `excuse-decided:${request.id}`, reason)]);
  }

  /** A text may be sent back more than once; each time is told. */
  async substituteDecided(
    tx: EntityManager,
    request: DecidedRequest,
    reason: string,
    at: Date,
  ): Promise<void> {
    const key = `substitute-decided:${request.id}:${at.toISOString()}`;
    await this.notifier.notify(tx, substituteDecidedMessage, [noticeOf(request, key, reason)]);
  }

  async #tellTrainers(
    tx: EntityManager,
    template: typeof correctionAskedMessage,
    { enrollmentId, classOfPerson, title, startsAt }: MySession,
    dedupeKey: string,
  ): Promise<void> {
    const people: { recipientId: string; name: string }[] = await tx.query(
      `SELECT t.person_id AS "recipientId", coalesce(p.full_name, e.sort_name) AS name
       FROM delivery_class_trainer t CROSS JOIN delivery_enrollment e LEFT JOIN registry_person p ON p.id = e.person_id
       WHERE t.class_group_id = $1 AND e.id = $2`,
      [classOfPerson, enrollmentId],
    );
    await this.notifier.notify(
      tx,
      template,
      people.map(({ recipientId, name }) => ({
        recipientId,
        dedupeKey,
        params: { title, name, startsAt: startsAt.toISOString() },
        link: `/kelola/kelas/${classOfPerson}/kehadiran/permintaan`,
      })),
    );
  }
}

function noticeOf(
  { personId, sessionId, title, startsAt }: DecidedRequest,
  dedupeKey: string,
  reason: string,
) {
  return {
    recipientId: personId,
    dedupeKey,
    params: { title, startsAt: startsAt.toISOString(), reason },
    link: `/jadwal/${sessionId}`,
  };
}
