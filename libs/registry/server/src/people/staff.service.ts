import { Accounts } from '@bimtek/identity-server';
import { type Actor, type BodyOf, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, isUniqueViolation } from '@bimtek/platform-server';
import { type addPerson, nameWithTitles, type PersonId, personProblem } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { personKey } from '../name-keys.rules.ts';
import { People } from './people.service.ts';
import { normalCivilServantId, normalName, normalPhone } from './person.rules.ts';

/** People whom no decree names: trainers, organizers, offices. */
@Injectable()
export class Staff {
  constructor(
    private readonly db: DataSource,
    private readonly people: People,
    private readonly accounts: Accounts,
    private readonly audit: AuditLog,
  ) {}

  /** Adds a person with an account that waits for its activation. The same id again gives the same answer. */
  async add(me: Actor, sent: BodyOf<typeof addPerson>): Promise<ResultOf<typeof addPerson>> {
    const person = readPerson(sent);
    return this.db
      .transaction(async (tx) => {
        await tx.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [`registry:person ${sent.id}`]);
        const [known]: { code: string }[] = await tx.query(
          `SELECT participant_code AS code FROM identity_account WHERE person_id = $1`,
          [sent.id],
        );
        if (known) return { personId: sent.id, participantCode: known.code };
        await this.#refuseKnown(tx, person);
        await this.#place(tx, sent, await this.people.add(tx, [person]));
        const displayName = nameWithTitles(person);
        const { phone, email } = person;
        const codes = await this.accounts.invite(tx, [{ personId: sent.id, displayName, phone, email }]);
        await this.audit.record(tx, me, {
          action: 'registry.person-added',
          subject: { type: 'person', id: sent.id },
          after: { name: displayName, regency: sent.regency },
        });
        return { personId: sent.id, participantCode: codes.get(sent.id) ?? '' };
      })
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? personProblem('person-known') : error;
      });
  }

  /** The same name with the same phone or civil servant number is the same person; an e-mail belongs to one account. */
  async #refuseKnown(tx: EntityManager, person: ReturnType<typeof readPerson>): Promise<void> {
    const [known]: { personId: PersonId }[] = await tx.query(
      `SELECT id AS "personId" FROM registry_person
       WHERE civil_servant_id = $1 OR (name_key = $2 AND phone = $3) LIMIT 1`,
      [person.civilServantId, personKey(person.fullName), person.phone],
    );
    if (known) throw personProblem('person-known', known);
    const taken: unknown[] = await tx.query(`SELECT 1 FROM identity_account WHERE email = $1`, [
      person.email,
    ]);
    if (taken.length > 0) throw personProblem('email-taken');
  }

  /** Where somebody without a library works, and by which place they are found. */
  async #place(tx: EntityManager, { regency }: BodyOf<typeof addPerson>, ids: string[]): Promise<void> {
    if (!regency) return;
    const placed: [unknown[], number] = await tx.query(
      `UPDATE registry_person p SET regency_code = k.code, province_code = k.parent_code,
         search = p.search || to_tsvector('simple', k.name)
       FROM registry_region k
       WHERE p.id = ANY($1::uuid[]) AND k.code = $2 AND k.level = 'regency' AND k.valid_to IS NULL`,
      [ids, regency],
    );
    if (placed[1] === 0) throw personProblem('region-unknown');
  }
}

function readPerson(sent: BodyOf<typeof addPerson>) {
  const fullName = normalName(sent.fullName);
  if (!fullName) throw personProblem('name-not-valid');
  const phone = sent.phone ? normalPhone(sent.phone) : null;
  if (sent.phone && !phone) throw personProblem('phone-not-valid');
  const civilServantId = sent.civilServantId ? normalCivilServantId(sent.civilServantId) : null;
  if (sent.civilServantId && !civilServantId) throw personProblem('civil-servant-id-not-valid');
  return {
    id: sent.id,
    fullName,
    titleBefore: sent.titleBefore || null,
    titleAfter: sent.titleAfter || null,
    phone,
    email: sent.email.toLowerCase() || null,
    position: sent.position || null,
    civilServantId,
    libraryId: null,
  };
}
