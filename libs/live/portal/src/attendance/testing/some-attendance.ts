import type {
  AttendanceRecord,
  AttendedSession,
  MySessionAttendance,
  RosterPerson,
  SessionId,
} from '@bimtek/live-contracts';

export const sessionId = '0197a000-0000-4000-8000-00000000a001' as SessionId;
export const now = '2026-07-06T02:40:00.000Z';

/** 09.30–11.00 WIB, 2 JP */
export const aSession = (given: Partial<AttendedSession> = {}): AttendedSession => ({
  id: sessionId,
  kind: 'class',
  moduleCode: 'M1',
  title: 'Penguatan Literasi',
  lessonHours: 2,
  startsAt: '2026-07-06T02:30:00.000Z',
  endsAt: '2026-07-06T04:00:00.000Z',
  state: 'planned',
  ...given,
});

export const aRecord = (given: Partial<AttendanceRecord> = {}): AttendanceRecord => ({
  state: 'present',
  hours: 2,
  substituteHours: 0,
  strength: 'code',
  lateMinutes: 0,
  checkedInAt: '2026-07-06T02:28:00.000Z',
  checkedOutAt: '2026-07-06T03:58:00.000Z',
  flags: [],
  ...given,
});

export const mine = (given: Partial<MySessionAttendance> = {}): MySessionAttendance => ({
  session: aSession(),
  timeZone: 'Asia/Jakarta',
  record: null,
  windows: {
    in: { from: '2026-07-06T02:15:00.000Z', until: '2026-07-06T03:00:00.000Z', refusal: null },
    out: { from: '2026-07-06T03:45:00.000Z', until: '2026-07-06T04:30:00.000Z', refusal: 'too-early' },
  },
  correction: null,
  correctionRefusal: 'request-too-early',
  excuse: null,
  excuseRefusal: null,
  requestsUntil: '2026-07-08T04:00:00.000Z',
  recordingUrl: null,
  summary: null,
  now,
  ...given,
});

export const aPerson = (number: number, given: Partial<RosterPerson> = {}): RosterPerson => ({
  enrollmentId: `0197a000-0000-4000-8000-0000000000${String(10 + number)}` as RosterPerson['enrollmentId'],
  name: `Peserta ${String(number).padStart(2, '0')}`,
  participantCode: `BT26-0000${10 + number}`,
  place: `Desa ${number}`,
  record: null,
  minutesConnected: null,
  correction: null,
  excuse: null,
  ...given,
});
