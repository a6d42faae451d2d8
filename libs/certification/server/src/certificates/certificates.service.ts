import { certificateProblem, type CertificateRow, renderCertificate } from '@bimtek/certification-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import type { participantPassed } from '@bimtek/graduation-contracts';
import { type Actor, found, type Payload } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, Outbox, Settings, withinScope } from '@bimtek/platform-server';
import { People } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Issuers } from '../issuer/issuers.service.ts';
import { CertificateSnapshot, unprintable } from '../rendering/certificate-snapshot.ts';
import { Certificate } from './certificate.entity.ts';
import {
  certificateNumber,
  CODE_ALPHABET,
  CODE_LENGTH,
  dayOfIssue,
  numberOfVersion,
  seriesOf,
} from './certificate.rules.ts';
import { CertificateFactsReader } from './certificate-facts.service.ts';
import { nextSerial } from './certificate-series.queries.ts';
import { rowOf } from './certificate-views.ts';

@Injectable()
export class Certificates {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly settings: Settings,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly issuers: Issuers,
    private readonly facts: CertificateFactsReader,
    private readonly people: People,
    private readonly curricula: Curricula,
  ) {}

  /** Issues at most one certificate per enrollment; a repeated call returns the first. */
  async issueFor(passed: Payload<typeof participantPassed>): Promise<Certificate> {
    // Before the transaction: it may take a connection of its own, and those who hold one must not wait for another.
    const curriculum = await this.curricula.current(passed.curriculumVersionId);
    return this.db.transaction(async (tx) => {
      const { enrollmentId, personId, classGroupId } = passed;
      const issued = await tx.findOneBy(Certificate, { enrollmentId, version: 1 });
      if (issued) return issued;

      const issuer = await this.issuers.current(tx);
      if (!issuer) throw new Error('Who issues certificates has not been set; this waits until it is');
      const { facts, regencyCode, provinceCode } = await this.facts.read(tx, passed, issuer, curriculum);

      const issuedOn = dayOfIssue(this.clock.now());
      const series = seriesOf(issuer, issuedOn);
      // The counter is locked from here to the end of the transaction, so all reading is done before.
      const serial = await nextSerial(tx, series);
      const number = certificateNumber(issuer, serial, issuedOn);
      const code = this.ids.code(CODE_LENGTH, CODE_ALPHABET);
      const snapshot = { ...facts, ...this.#printed(number, code, issuedOn) };
      const row = {
        enrollmentId,
        personId,
        classGroupId,
        regencyCode,
        provinceCode,
        version: 1,
        series,
        serial,
      };
      return this.#insert(tx, { ...row, number, verificationCode: code, snapshot });
    });
  }

  /** Withdraws a valid certificate. Two at once: the second finds it withdrawn and is told so. */
  async revoke(me: Actor, certificateId: string, reason: string): Promise<CertificateRow> {
    return this.db.transaction(async (tx) => {
      const certificate = await this.#validForChange(tx, me, certificateId);
      await this.#end(tx, certificate, 'revoked', reason);
      await this.audit.record(tx, me, {
        action: 'certification.certificate-revoked',
        subject: { type: 'certificate', id: certificate.id },
        after: { number: certificate.number },
        reason,
      });
      return rowOf(tx, found(await tx.findOneBy(Certificate, { id: certificate.id })));
    });
  }

  /** Issues the same certificate with the person's present name; the one before says *Diganti* from now on. */
  async replace(me: Actor, certificateId: string, reason: string): Promise<CertificateRow> {
    return this.db.transaction(async (tx) => {
      const old = await this.#validForChange(tx, me, certificateId);
      const [person] = await this.people.cardsOf(tx, [old.personId]);
      const holderName = found(person).displayName;
      const characters = unprintable(holderName);
      if (characters.length > 0) throw certificateProblem('name-cannot-be-printed', { characters });

      await this.#end(tx, old, 'replaced', reason);
      const version = old.version + 1;
      const number = numberOfVersion(old.number, version);
      const code = this.ids.code(CODE_LENGTH, CODE_ALPHABET);
      const printed = this.#printed(number, code, dayOfIssue(this.clock.now()));
      const snapshot = { ...old.snapshot, holderName, ...printed };
      const { enrollmentId, personId, classGroupId, regencyCode, provinceCode, series, serial } = old;
      const next = {
        enrollmentId,
        personId,
        classGroupId,
        regencyCode,
        provinceCode,
        series,
        serial,
        version,
      };
      const certificate = await this.#insert(tx, { ...next, number, verificationCode: code, snapshot });
      await this.audit.record(tx, me, {
        action: 'certification.certificate-replaced',
        subject: { type: 'certificate', id: certificate.id },
        before: { number: old.number, holderName: old.snapshot.holderName },
        after: { number, holderName },
        reason,
      });
      return rowOf(tx, certificate);
    });
  }

  #printed(number: string, verificationCode: string, issuedOn: string) {
    return {
      number,
      verificationCode,
      issuedOn,
      checkUrl: `${this.settings.publicUrl}/s/${verificationCode}`,
    };
  }

  async #insert(
    tx: EntityManager,
    given: Omit<
      Certificate,
      'id' | 'validity' | 'issuedAt' | 'fileId' | 'sizeBytes' | 'pdfSha256' | 'endedAt' | 'endedReason'
    >,
  ): Promise<Certificate> {
    const certificate = tx.create(Certificate, {
      ...given,
      // Refuses here what could not be printed later: then no number is used up.
      snapshot: CertificateSnapshot.parse(given.snapshot),
      id: this.ids.next(),
      validity: 'valid',
      issuedAt: this.clock.now(),
      fileId: null,
      sizeBytes: null,
      pdfSha256: null,
      endedAt: null,
      endedReason: null,
    });
    await tx.insert(Certificate, certificate);
    await this.outbox.add(tx, renderCertificate, { certificateId: certificate.id });
    return certificate;
  }

  async #validForChange(tx: EntityManager, me: Actor, certificateId: string): Promise<Certificate> {
    const scope = withinScope(me, { province: 'c.province_code', class: 'c.class_group_id' }, 2);
    const rows: { id: string }[] = await tx.query(
      `SELECT c.id FROM certification_certificate c WHERE c.id = $1 AND (${scope.sql}) FOR UPDATE`,
      [certificateId, ...scope.parameters],
    );
    const certificate = await tx.findOneByOrFail(Certificate, { id: found(rows[0]).id });
    if (certificate.validity !== 'valid') throw certificateProblem('not-valid-any-more');
    return certificate;
  }

  async #end(
    tx: EntityManager,
    { id }: Certificate,
    validity: 'revoked' | 'replaced',
    reason: string,
  ): Promise<void> {
    await tx.update(Certificate, { id }, { validity, endedAt: this.clock.now(), endedReason: reason });
  }
}
