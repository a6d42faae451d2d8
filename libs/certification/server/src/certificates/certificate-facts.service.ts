import type { Issuer } from '@bimtek/certification-contracts';
import type { CurriculumStructure } from '@bimtek/curriculum-server';
import type { participantPassed } from '@bimtek/graduation-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { People, type PersonCard } from '@bimtek/registry-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CertificateSnapshot } from '../rendering/certificate-snapshot.ts';

/** What a certificate prints beyond its number, code and date. */
export type CertificateFacts = Omit<
  CertificateSnapshot,
  'number' | 'verificationCode' | 'checkUrl' | 'issuedOn'
>;

const GROUP_WORDS = {
  basic: 'Materi dasar',
  core: 'Materi inti',
  application: 'Penerapan',
  supporting: 'Penunjang',
} as const;

interface RunFacts {
  enrollment_id: string;
  mode: CertificateSnapshot['mode'];
  year: number;
  starts_on: string;
  ends_on: string;
  class_name: string;
  regency_code: string;
  province_code: string;
  village_kind: string | null;
}

/** What is printed, and by which places the certificate is found. */
export interface PlacedFacts {
  facts: CertificateFacts;
  regencyCode: string;
  provinceCode: string;
}

/** Gathers, once, all that will be printed. Later changes of people, runs or curricula do not reach a certificate. */
@Injectable()
export class CertificateFactsReader {
  constructor(private readonly people: People) {}

  /** By enrollment id, in two statements for however many. */
  async read(
    tx: EntityManager,
    passed: readonly Payload<typeof participantPassed>[],
    issuer: Issuer,
    curricula: ReadonlyMap<string, CurriculumStructure>,
  ): Promise<Map<string, PlacedFacts>> {
    const cards = await this.people.cardsOf(
      tx,
      passed.map(({ personId }) => personId),
    );
    const cardOf = new Map(cards.map((card) => [card.personId, card]));
    const rows: RunFacts[] = await tx.query(
      `SELECT e.id AS enrollment_id, r.mode, r.year, coalesce(w.starts_on, r.starts_on)::text AS starts_on,
              coalesce(w.ends_on, r.ends_on)::text AS ends_on, coalesce(g.name, g.code) AS class_name,
              e.regency_code, e.province_code, v.kind AS village_kind
       FROM delivery_enrollment e
       JOIN delivery_run r ON r.id = e.run_id
       JOIN delivery_class_group g ON g.id = e.class_group_id
       LEFT JOIN delivery_wave w ON w.id = g.wave_id
       LEFT JOIN registry_person p ON p.id = e.person_id
       LEFT JOIN registry_library l ON l.id = p.library_id
       LEFT JOIN registry_region v ON v.code = l.village_code
       WHERE e.id = ANY($1::uuid[])`,
      [passed.map(({ enrollmentId }) => enrollmentId)],
    );
    const runOf = new Map(rows.map((row) => [row.enrollment_id, row]));
    return new Map(
      passed.map((one) => {
        const [person, run] = [cardOf.get(one.personId), runOf.get(one.enrollmentId)];
        const curriculum = curricula.get(one.curriculumVersionId);
        if (!person || !run || !curriculum) {
          throw new Error(`Enrollment ${one.enrollmentId} has no person, class or curriculum`);
        }
        const facts = factsOf(one, person, run, issuer, curriculum);
        return [one.enrollmentId, { facts, regencyCode: run.regency_code, provinceCode: run.province_code }];
      }),
    );
  }
}

function factsOf(
  passed: Payload<typeof participantPassed>,
  person: PersonCard,
  run: RunFacts,
  issuer: Issuer,
  curriculum: CurriculumStructure,
): CertificateFacts {
  return {
    holderName: person.displayName,
    position: person.position ?? 'Pengelola',
    libraryName: person.libraryName ?? '–',
    village: placed(run.village_kind === 'kelurahan' ? 'Kelurahan' : 'Desa', person.villageName),
    district: placed('Kecamatan', person.districtName),
    regency: person.regencyName ?? '–',
    province: placed('Provinsi', person.provinceName),
    ...(person.civilServantId ? { civilServantId: person.civilServantId } : {}),
    role: 'trainee',
    grade: passed.grade,
    trainingName: issuer.trainingName,
    programName: issuer.programName,
    year: run.year,
    mode: run.mode,
    startDate: run.starts_on,
    endDate: run.ends_on,
    lessonHours: curriculum.totalLessonHours,
    issuedPlace: issuer.place,
    signatory: issuer.signatory,
    organizerChair: issuer.organizerChair,
    className: run.class_name,
    subjects: curriculum.modules.map((module) => ({
      title: module.title,
      group: GROUP_WORDS[module.group],
      live: module.liveHours,
      selfStudy: module.selfStudyHours,
    })),
    attendancePercent: Number(passed.attendanceRate),
    finalScore: passed.finalScore,
    grades: curriculum.passRules.grades.map(({ from, to, label }) => ({ from, to, label })),
    signature: 'awaiting',
  };
}

/** A place with its kind before it, as certificates name places. */
function placed(kind: string, name: string | null): string {
  return name === null ? '–' : `${kind} ${name}`;
}
