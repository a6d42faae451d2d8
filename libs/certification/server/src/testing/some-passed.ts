import type { Issuer } from '@bimtek/certification-contracts';
import { aCurriculum } from '@bimtek/curriculum-server/testing';
import { aClassGroup, anEnrollment, aRun } from '@bimtek/delivery-server/testing';
import type { participantPassed } from '@bimtek/graduation-contracts';
import type { Payload } from '@bimtek/platform-contracts';
import { aLibrary, aPerson } from '@bimtek/registry-server/testing';
import type { DataSource } from 'typeorm';

export type Passed = Payload<typeof participantPassed>;

export const anIssuer = (changes: Partial<Issuer> = {}): Issuer => ({
  place: 'Jakarta',
  activityCode: 'SPP-TIK',
  unitCode: 'PPUK',
  trainingName: 'Bimbingan Teknis SPP-TIK bagi Pengelola Perpustakaan',
  programName: 'Transformasi Perpustakaan Berbasis Inklusi Sosial',
  signatory: {
    title: 'Kepala Pusat Pengembangan Perpustakaan Umum dan Khusus',
    name: 'Drs. Harjanto Wiguna, M.Hum.',
    civilServantId: '196805121994031002',
  },
  organizerChair: { name: 'Lestari Puspaningrum, S.Sos.', civilServantId: '197911032005012001' },
  ...changes,
});

let civilServants = 0;

/** People of one closed class who have passed, each as the event says it. For specs. */
export async function somePassed(
  db: DataSource,
  given: { count?: number; fullName?: string; provinceCode?: string } = {},
): Promise<Passed[]> {
  const { count = 1, fullName, provinceCode = '33' } = given;
  const { versionId } = await aCurriculum(db, { lessons: { M0: 1, M1: 1, M2: 1 } });
  const run = await aRun(db, { curriculumVersionId: versionId });
  const classGroup = await aClassGroup(db, { run, provinceCode, state: 'closed' });
  const libraryId = await aLibrary(
    db,
    provinceCode === '33' ? {} : { villageCode: `${provinceCode}.01.01.2001` },
  );
  const passed: Passed[] = [];
  for (let index = 0; index < count; index++) {
    const personId = await aPerson(db, {
      libraryId,
      fullName: fullName ?? `Peserta ${lettersOf(index)}`,
      titleAfter: 'S.Pd.',
      position: 'Pengelola',
      phone: '+6281234567890',
      civilServantId: `198502172010${String(++civilServants).padStart(6, '0')}`,
    });
    const enrollment = await anEnrollment(db, { classGroup, personId, libraryId, state: 'passed' });
    passed.push({
      enrollmentId: enrollment.id,
      personId,
      runId: run.id,
      classGroupId: classGroup.id,
      curriculumVersionId: versionId,
      finalScore: 87.42,
      grade: 'Memuaskan',
      attendanceRate: '93.75',
      decidedAt: '2026-07-21T03:00:00.000Z',
    });
  }
  return passed;
}

function lettersOf(index: number): string {
  const rest = index >= 26 ? lettersOf(Math.floor(index / 26) - 1) : '';
  return rest + String.fromCharCode(65 + (index % 26));
}
