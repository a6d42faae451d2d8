import {
  type ActivationCard,
  CARDS_MAX,
  type EnrollmentId,
  type issueActivationCards,
  type Selection,
} from '@bimtek/delivery-contracts';
import { Activations } from '@bimtek/identity-server';
import { type Actor, commonProblem, type ResultOf } from '@bimtek/platform-contracts';
import { Settings } from '@bimtek/platform-server';
import { nameWithTitles } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FROM_PEOPLE, selectionWhere } from '../enrollments/people.queries.ts';
import { invitationMessage, whatsappDigits } from './invitation-message.rules.ts';

interface Addressee {
  enrollmentId: EnrollmentId;
  personId: string;
  fullName: string;
  titleBefore: string | null;
  titleAfter: string | null;
  phone: string | null;
  place: string;
  runName: string;
  timeZone: string;
  isActive: boolean;
}

@Injectable()
export class ActivationCards {
  constructor(
    private readonly db: DataSource,
    private readonly activations: Activations,
    private readonly settings: Settings,
  ) {}

  /** Issues for the first sheets of people, by village and name; older links and codes of these people end. */
  async issue(
    me: Actor,
    selection: Selection,
    renewing = false,
  ): Promise<ResultOf<typeof issueActivationCards>> {
    const renew = renewing && 'ids' in selection;
    return this.db.transaction(async (tx) => {
      const where = selectionWhere(me, selection);
      const people: Addressee[] = await tx.query(
        `SELECT e.id AS "enrollmentId", e.person_id AS "personId", p.full_name AS "fullName",
           p.title_before AS "titleBefore", p.title_after AS "titleAfter", p.phone,
           concat_ws(', ', v.name, k.name) AS place, r.name AS "runName",
           coalesce(pr.time_zone, 'Asia/Jakarta') AS "timeZone", a.state = 'active' AS "isActive"
         ${FROM_PEOPLE} JOIN delivery_run r ON r.id = e.run_id
         WHERE ${where.sql} AND a.id IS NOT NULL AND p.id IS NOT NULL
         ORDER BY e.regency_code, v.name, e.sort_name, e.id`,
        where.parameters,
      );
      if ('ids' in selection && people.length < new Set(selection.ids).size) throw commonProblem('not-found');
      const waiting = people.filter((person) => renew || !person.isActive);
      const printing = waiting.slice(0, CARDS_MAX);
      const issued = await this.activations.issue(
        tx,
        me,
        printing.map((person) => person.personId),
        { renew, anyRole: me.scope.level === 'national' },
      );
      const keys = new Map(issued.map((key) => [key.personId, key]));
      const cards = printing.flatMap((person) => {
        const key = keys.get(person.personId);
        return key ? [this.#card(person, key)] : [];
      });
      return { cards, active: people.length - waiting.length, left: waiting.length - printing.length };
    });
  }

  #card(
    person: Addressee,
    key: { participantCode: string; link: string; code: string; expiresAt: string },
  ): ActivationCard {
    const name = nameWithTitles(person);
    const { participantCode, link, code, expiresAt } = key;
    const { runName, timeZone } = person;
    return {
      enrollmentId: person.enrollmentId,
      name,
      place: person.place,
      participantCode,
      link,
      code,
      expiresAt,
      message: invitationMessage({
        name,
        runName,
        link,
        site: this.settings.publicUrl.replace(/^https?:\/\//, ''),
        participantCode,
        code,
        expiresAt: new Date(expiresAt),
        timeZone,
      }),
      whatsapp: whatsappDigits(person.phone),
    };
  }
}
