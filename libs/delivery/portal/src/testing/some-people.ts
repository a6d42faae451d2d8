import type { ClassGroupDetail, EnrollmentRow } from '@bimtek/delivery-contracts';
import { permissionsOf, type Role } from '@bimtek/identity-contracts';
import { aSession } from '@bimtek/platform-portal/testing';

export const classGroupId = '0197a000-0000-4000-8000-0000000000c1';
export const runId = '0197a000-0000-4000-8000-0000000000a1';

/** A session in a role with all that it may do. */
export const inRole = (role: Role) => aSession({ role, roles: [role], permissions: permissionsOf(role) });

/** As the server sends it; the n-th person has the n-th id. */
export function aPerson(n: number, given: Partial<EnrollmentRow> = {}): EnrollmentRow {
  const digits = String(n).padStart(4, '0');
  return {
    id: `0197a000-0000-4000-8000-00000001${digits}` as EnrollmentRow['id'],
    personId: `0197a000-0000-4000-8000-00000002${digits}`,
    name: `Peserta ${n}`,
    participantCode: 'BT26-482173',
    position: 'Pengelola',
    libraryId: '0197a000-0000-4000-8000-0000000000f1',
    libraryName: 'Perpusdes Pelita',
    villageName: 'Karang Asri',
    regencyName: 'Kabupaten Magelang',
    provinceCode: '33',
    provinceName: 'Jawa Tengah',
    phone: '+62 812-••••-7890',
    state: 'registered',
    stateReason: null,
    stateChangedAt: '2026-07-01T02:00:00.000Z',
    classGroup: null,
    activatedAt: '2026-06-30T02:00:00.000Z',
    nameConfirmedAt: null,
    doubts: [],
    firstCheck: null,
    ...given,
  };
}

export function aClass(given: Partial<ClassGroupDetail> = {}): ClassGroupDetail {
  return {
    id: classGroupId as ClassGroupDetail['id'],
    runId: runId as ClassGroupDetail['runId'],
    code: 'JATENG-02-A',
    name: 'Kelas Jateng 02-A',
    provinceCode: '33',
    provinceName: 'Jawa Tengah',
    timeZone: 'Asia/Jakarta',
    capacity: 40,
    state: 'preparing',
    wave: {
      id: '0197a000-0000-4000-8000-0000000000b1' as ClassGroupDetail['wave']['id'],
      number: 2,
      startsOn: '2026-07-06',
      endsOn: '2026-07-10',
    },
    trainers: [{ personId: '0197a000-0000-4000-8000-0000000000d1', name: 'Ratna Kusumaningrum' }],
    organizer: null,
    people: { placed: 2 },
    runName: 'Bimtek SPP-TIK 2026',
    seated: 2,
    closedAt: null,
    obstacles: [],
    warnings: [],
    ...given,
  };
}
