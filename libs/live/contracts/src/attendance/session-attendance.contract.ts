import { ClassGroupId, EnrollmentId, TimeZone } from '@bimtek/delivery-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionId } from '../ids.ts';
import { documentUpload } from './my-attendance.contract.ts';
import { markProblem, venueProblem } from './problems.ts';
import { AttendedClass, AttendedSession } from './session-head.ts';
import {
  AttendanceRecord,
  AttendanceTotals,
  CheckPart,
  RequestState,
  EvidenceStrength,
  VenueListId,
} from './states.ts';

const at = z.object({ sessionId: SessionId });
const ofClass = z.object({ classGroupId: ClassGroupId.optional() });

export const getSessionCodes = endpoint({
  name: 'getSessionCodes',
  summary: 'The two codes of a session, to be read out, and when each is taken',
  method: 'GET',
  path: 'live-sessions/:sessionId/attendance/codes',
  allow: 'attendance.mark',
  params: at,
  result: z.object({
    codes: z.array(
      z.object({ part: CheckPart, code: z.string(), from: z.iso.datetime(), until: z.iso.datetime() }),
    ),
    now: z.iso.datetime(),
  }),
  problems: markProblem,
});

export const RosterPerson = z
  .object({
    enrollmentId: EnrollmentId,
    name: z.string(),
    participantCode: z.string().nullable(),
    place: z.string().nullable(),
    record: AttendanceRecord.nullable(),
    /** Minutes connected by what was imported; only a hint. */
    minutesConnected: z.int().nullable(),
    correction: RequestState.nullable(),
    excuse: RequestState.nullable(),
  })
  .meta({ id: 'RosterPerson' });
export type RosterPerson = z.infer<typeof RosterPerson>;

export const RosterCounts = z.object({
  people: z.int(),
  present: z.int(),
  partial: z.int(),
  late: z.int(),
  excused: z.int(),
  missing: z.int(),
  flagged: z.int(),
  /** How many present people rest on what. */
  by: z.partialRecord(EvidenceStrength, z.int()),
});
export type RosterCounts = z.infer<typeof RosterCounts>;

export const getSessionAttendance = endpoint({
  name: 'getSessionAttendance',
  summary: 'Everybody of one class at a session by name; a session of a whole run is read class by class',
  method: 'GET',
  path: 'live-sessions/:sessionId/attendance',
  allow: 'attendance.read',
  params: at,
  query: ofClass,
  result: z.object({
    session: AttendedSession,
    timeZone: TimeZone,
    /** Null when a session of a whole run is asked for without a class. */
    classGroup: AttendedClass.nullable(),
    /** Classes within the own scope that take part, at most 200. */
    classes: z.array(z.object({ id: ClassGroupId, code: z.string(), name: z.string() })),
    items: z.array(RosterPerson),
    counts: RosterCounts,
    /** Why nothing can be marked now, as the code of a problem. */
    refusal: z.string().nullable(),
    /** Why the session cannot be closed now. */
    closeRefusal: z.string().nullable(),
    now: z.iso.datetime(),
  }),
});

export const EvidenceKind = z.enum([
  'code',
  'offline',
  'mark',
  'report',
  'venue',
  'correction',
  'excuse',
  'substitute',
]);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

export const AttendanceEvidence = z
  .object({
    id: z.string(),
    kind: EvidenceKind,
    at: z.iso.datetime(),
    recordedAt: z.iso.datetime(),
    /** What the device's clock showed. */
    deviceAt: z.iso.datetime().nullable(),
    /** Who recorded it. */
    by: z.string(),
    detail: z.record(z.string(), z.unknown()),
    hasFile: z.boolean(),
  })
  .meta({ id: 'AttendanceEvidence' });
export type AttendanceEvidence = z.infer<typeof AttendanceEvidence>;

const atPerson = at.extend({ enrollmentId: EnrollmentId });

export const listEvidence = endpoint({
  name: 'listEvidence',
  summary: 'Everything that was ever recorded about one person at one session, oldest first',
  method: 'GET',
  path: 'live-sessions/:sessionId/attendance/people/:enrollmentId',
  allow: 'attendance.read',
  params: atPerson,
  result: z.object({ person: RosterPerson, items: z.array(AttendanceEvidence) }),
});

export const getEvidenceFile = endpoint({
  name: 'getEvidenceFile',
  summary: 'The document or photo behind a record',
  method: 'GET',
  path: 'live-sessions/:sessionId/attendance/people/:enrollmentId/evidence/:evidenceId/file',
  allow: 'attendance.read',
  params: atPerson.extend({ evidenceId: z.uuid() }),
  download: 'application/octet-stream',
});

/** `cleared` takes an earlier mark back: what else was recorded holds again. */
export const AttendanceMark = z.enum(['present', 'partial', 'absent', 'cleared']);
export type AttendanceMark = z.infer<typeof AttendanceMark>;

export const markAttendance = endpoint({
  name: 'markAttendance',
  summary: 'Mark many people at once; the same again changes nothing, and a code outweighs a mark',
  method: 'PUT',
  path: 'live-sessions/:sessionId/attendance/marks',
  allow: 'attendance.mark',
  params: at,
  body: z.object({
    mark: AttendanceMark,
    enrollmentIds: z.array(EnrollmentId).min(1).max(200),
    note: z.string().trim().max(300).default(''),
  }),
  /** How many records are another now. */
  result: z.object({ changed: z.int() }),
  problems: markProblem,
});

export const closeSession = endpoint({
  name: 'closeSession',
  summary: 'Settle the attendance of a session that is over; a second call changes nothing',
  method: 'POST',
  path: 'live-sessions/:sessionId/close',
  allow: 'attendance.mark',
  params: at,
  result: AttendedSession,
  problems: markProblem,
});

export const VenuePerson = z.object({
  enrollmentId: EnrollmentId,
  name: z.string(),
  place: z.string().nullable(),
  className: z.string(),
  /** Ticked on this list. */
  isTicked: z.boolean(),
  /** Recorded as present by something else. */
  isRecorded: z.boolean(),
});
export type VenuePerson = z.infer<typeof VenuePerson>;

export const VenueList = z
  .object({
    id: VenueListId,
    venue: z.string(),
    /** People ticked. */
    people: z.int(),
    photoAt: z.iso.datetime().nullable(),
    /** Until when the photo of the signed list is taken. */
    photoUntil: z.iso.datetime(),
  })
  .meta({ id: 'VenueList' });
export type VenueList = z.infer<typeof VenueList>;

export const getVenueAttendance = endpoint({
  name: 'getVenueAttendance',
  summary: 'The people of the own regency or classes at a session, and the own list of one hall',
  method: 'GET',
  path: 'live-sessions/:sessionId/venue',
  allow: 'attendance.venue',
  params: at,
  query: z.object({ listId: VenueListId.optional() }),
  result: z.object({
    session: AttendedSession,
    timeZone: TimeZone,
    /** The own lists for this session, the newest first. */
    lists: z.array(VenueList),
    /** The one that was asked for, else the newest. */
    list: VenueList.nullable(),
    items: z.array(VenuePerson),
    refusal: z.string().nullable(),
    now: z.iso.datetime(),
  }),
});

export const tickVenue = endpoint({
  name: 'tickVenue',
  summary:
    'Tick people who are in the room, or take ticks back; they count once the photo of the signed list is there',
  method: 'PUT',
  path: 'live-sessions/:sessionId/venue/:listId',
  allow: 'attendance.venue',
  params: at.extend({ listId: VenueListId }),
  body: z.object({
    venue: z.string().trim().min(3).max(160),
    ticked: z.array(EnrollmentId).max(200),
    unticked: z.array(EnrollmentId).max(200),
  }),
  result: VenueList,
  problems: venueProblem,
});

export const sendVenuePhoto = endpoint({
  name: 'sendVenuePhoto',
  summary: 'Send the photo of the signed list of a hall, within a day of the session',
  method: 'POST',
  path: 'live-sessions/:sessionId/venue/:listId/photo',
  allow: 'attendance.venue',
  params: at.extend({ listId: VenueListId }),
  query: z.object({ fileName: z.string().trim().min(1).max(200) }),
  upload: documentUpload,
  result: VenueList,
  problems: venueProblem,
});

const inClass = z.object({ classGroupId: ClassGroupId });

export const getClassAttendance = endpoint({
  name: 'getClassAttendance',
  summary: 'Everybody of a class at all its sessions, with totals',
  method: 'GET',
  path: 'class-groups/:classGroupId/attendance',
  allow: 'attendance.read',
  params: inClass,
  result: z.object({
    classGroup: AttendedClass,
    needed: z.number(),
    sessions: z.array(AttendedSession),
    items: z.array(
      z.object({
        enrollmentId: EnrollmentId,
        name: z.string(),
        place: z.string().nullable(),
        totals: AttendanceTotals,
        /** By session; absent when nothing is recorded. */
        records: z.partialRecord(
          SessionId,
          AttendanceRecord.pick({
            state: true,
            hours: true,
            substituteHours: true,
            lateMinutes: true,
            flags: true,
          }),
        ),
      }),
    ),
    /** Corrections and excuses that wait for a decision. */
    openRequests: z.int(),
    now: z.iso.datetime(),
  }),
});

export const printDailyList = endpoint({
  name: 'printDailyList',
  summary: 'The attendance list of a class for one day, morning and afternoon, as PDF',
  method: 'GET',
  path: 'class-groups/:classGroupId/attendance/list.pdf',
  allow: 'attendance.read',
  params: inClass,
  query: z.object({ day: z.iso.date() }),
  download: 'application/pdf',
});
