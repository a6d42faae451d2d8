import { certificateProblem, type CertificateRow, renderCertificate } from '@bimtek/certification-contracts';
import { Curricula, type CurriculumStructure } from '@bimtek/curriculum-server';
import type { participantPassed } from '@bimtek/graduation-contracts';
import { holdRole } from '@bimtek/identity-server';
import { type Actor, found, type Payload } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, Outbox, Settings, withinScope } from '@bimtek/platform-server';
import { deciderOf, isOwnWork, People } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
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

type NewCertificate = Omit<
  Certificate,
  'id' | 'validity' | 'issuedAt' | 'fileId' | 'sizeBytes' | 'pdfSha256' | 'endedAt' | 'endedReason'
>;

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
    const [certificate] = await this.issueAll([passed]);
    return found(certificate);
  }

  /** For many at once, such as a class: all of them or none, numbered in the order given. */
  async issueAll(passed: readonly Payload<typeof participantPassed>[]): Promise<Certificate[]> {
    // Before the transaction: it may take a connection of its own, and those who hold one must not wait for another.
    const curricula = new Map<string, CurriculumStructure>();
    for (const id of new Set(passed.map(({ curriculumVersionId }) => curriculumVersionId))) {
      curricula.set(id, await this.curricula.current(id));
    }
    return this.db.transaction(async (tx) => {
      const ids = passed.map(({ enrollmentId }) => enrollmentId);
      const issued = await tx.findBy(Certificate, { enrollmentId: In(ids), version: 1 });
      const certificateOf = new Map(issued.map((certificate) => [certificate.enrollmentId, certificate]));
      const waiting = passed.filter(({ enrollmentId }) => !certificateOf.has(enrollmentId));
      for (const certificate of await this.#issue(tx, waiting, curricula)) {
        certificateOf.set(certificate.enrollmentId, certificate);
      }
      return ids.map((id) => found(certificateOf.get(id)));
    });
  }

  async #issue(
    tx: EntityManager,
    passed: readonly Payload<typeof participantPassed>[],
    curricula: ReadonlyMap<string, CurriculumStructure>,
  ): Promise<Certificate[]> {
    if (passed.length === 0) return [];
    const issuer = await this.issuers.current(tx);
    if (!issuer) throw new Error('Who issues certificates has not been set; this waits until it is');
    const known = await this.facts.read(tx, passed, issuer, curricula);

    const issuedOn = dayOfIssue(this.clock.now());
    const series = seriesOf(issuer, issuedOn);
    // The counter is locked from here to the end of the transaction, so all reading is done before.
    const last = await nextSerial(tx, series, passed.length);
    const rows = passed.map(({ enrollmentId, personId, classGroupId }, index) => {
      const { facts, regencyCode, provinceCode } = found(known.get(enrollmentId));
      const serial = last - passed.length + 1 + index;
      const number = certificateNumber(issuer, serial, issuedOn);
      const code = this.ids.code(CODE_LENGTH, CODE_ALPHABET);
      const snapshot = { ...facts, ...this.#printed(number, code, issuedOn) };
      const places = { classGroupId, regencyCode, provinceCode };
      return {
        ...{ enrollmentId, personId, ...places, version: 1, series, serial, number },
        ...{ verificationCode: code, snapshot },
      };
    });
    return this.#insert(tx, rows);
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
      const [certificate] = await this.#insert(tx, [{ ...next, number, verificationCode: code, snapshot }]);
      await this.audit.record(tx, me, {
        action: 'certification.certificate-replaced',
        subject: { type: 'certificate', id: found(certificate).id },
        before: { number: old.number, holderName: old.snapshot.holderName },
        after: { number, holderName },
        reason,
      });
      return rowOf(tx, found(certificate));
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

  async #insert(tx: EntityManager, given: readonly NewCertificate[]): Promise<Certificate[]> {
    const certificates = given.map((one) =>
      tx.create(Certificate, {
        ...one,
        // Refuses here what could not be printed later: then no number is used up.
        snapshot: CertificateSnapshot.parse(one.snapshot),
        id: this.ids.next(),
        validity: 'valid',
        issuedAt: this.clock.now(),
        fileId: null,
        sizeBytes: null,
        pdfSha256: null,
        endedAt: null,
        endedReason: null,
      }),
    );
    await tx.insert(Certificate, certificates);
    await this.outbox.addAll(
      tx,
      renderCertificate,
      certificates.map(({ id }) => ({ certificateId: id })),
    );
    return certificates;
  }

  async #validForChange(tx: EntityManager, me: Actor, certificateId: string): Promise<Certificate> {
    const scope = withinScope(me, { province: 'c.province_code', class: 'c.class_group_id' }, 2);
    const rows: { id: string; personId: string; libraryId: string | null }[] = await tx.query(
      `SELECT c.id, c.person_id AS "personId",
         (SELECT e.library_id FROM delivery_enrollment e WHERE e.id = c.enrollment_id) AS "libraryId"
       FROM certification_certificate c WHERE c.id = $1 AND (${scope.sql}) FOR UPDATE OF c`,
      [certificateId, ...scope.parameters],
    );
    const row = found(rows[0]);
    await holdRole(tx, me, this.clock.now());
    if (isOwnWork(row, await deciderOf(tx, me.userId))) throw certificateProblem('own-library');
    const certificate = await tx.findOneByOrFail(Certificate, { id: row.id });
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
