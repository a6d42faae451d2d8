import { Answer, AskedQuestion } from '@bimtek/assessment-contracts';
import { TimeZone } from '@bimtek/delivery-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionId } from '../ids.ts';
import { checkProblem, requestProblem } from './problems.ts';
import { AttendedSession } from './session-head.ts';
import {
  AttendanceRecord,
  AttendanceTotals,
  CorrectionId,
  ExcuseId,
  ExcuseKind,
  CheckPart,
  RequestState,
  substituteTask,
} from './states.ts';

/** Six digits as they are read out; blanks between them mean nothing. */
export const SessionCode = z
  .string()
  .transform((typed) => typed.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/));

export const MyCorrection = z.object({
  id: CorrectionId,
  reason: z.string(),
  state: RequestState,
  askedAt: z.iso.datetime(),
  decisionReason: z.string().nullable(),
});

/** `questions`: five from the bank of the module. `text`: what was understood, for the trainer to read. */
export const SubstituteKind = z.enum(['questions', 'text']);
export const MySubstitute = z.object({
  kind: SubstituteKind,
  isPassed: z.boolean(),
  attemptsUsed: z.int(),
  attemptsAllowed: z.int(),
  /** Of the last attempt. */
  lastScore: z.number().nullable(),
  /** Handed in and not read yet. */
  isWaiting: z.boolean(),
  text: z.string().nullable(),
  decisionReason: z.string().nullable(),
});
export type MySubstitute = z.infer<typeof MySubstitute>;

export const MyExcuse = z.object({
  id: ExcuseId,
  kind: ExcuseKind,
  note: z.string(),
  state: RequestState,
  askedAt: z.iso.datetime(),
  decisionReason: z.string().nullable(),
  /** Once it is granted. */
  substitute: MySubstitute.nullable(),
});
export type MyExcuse = z.infer<typeof MyExcuse>;

/** What a person may do about one session now; why not, as the code of a problem, else null. */
export const MySessionAttendance = z
  .object({
    session: AttendedSession,
    timeZone: TimeZone,
    record: AttendanceRecord.nullable(),
    /** When each code is taken. */
    windows: z.object({
      in: z.object({ from: z.iso.datetime(), until: z.iso.datetime(), refusal: z.string().nullable() }),
      out: z.object({ from: z.iso.datetime(), until: z.iso.datetime(), refusal: z.string().nullable() }),
    }),
    correction: MyCorrection.nullable(),
    correctionRefusal: z.string().nullable(),
    excuse: MyExcuse.nullable(),
    excuseRefusal: z.string().nullable(),
    requestsUntil: z.iso.datetime(),
    recordingUrl: z.string().nullable(),
    summary: z.string().nullable(),
    now: z.iso.datetime(),
  })
  .meta({ id: 'MySessionAttendance' });
export type MySessionAttendance = z.infer<typeof MySessionAttendance>;

const at = z.object({ sessionId: SessionId });

export const getMyAttendance = endpoint({
  name: 'getMyAttendance',
  summary: 'The own attendance over all sessions of the class, with its rate',
  method: 'GET',
  path: 'my/attendance',
  allow: 'attendance.check-in',
  result: z.object({
    timeZone: TimeZone,
    totals: AttendanceTotals,
    /** Percent that passing needs, by the curriculum of the run. */
    needed: z.number(),
    items: z.array(
      z.object({
        session: AttendedSession,
        record: AttendanceRecord.nullable(),
        correction: RequestState.nullable(),
        excuse: RequestState.nullable(),
        /** A substitute task waits to be done. */
        owesSubstitute: z.boolean(),
      }),
    ),
    now: z.iso.datetime(),
  }),
});

export const getMySessionAttendance = endpoint({
  name: 'getMySessionAttendance',
  summary: 'The own attendance at one session, and what can be done about it now',
  method: 'GET',
  path: 'my/attendance/:sessionId',
  allow: 'attendance.check-in',
  params: at,
  result: MySessionAttendance,
});

/** Chosen by the device for each check, so that sending it again has one effect. */
const CheckId = z.uuid();

export const checkIn = endpoint({
  name: 'checkIn',
  summary: 'Check in or out with the code that was read out; the same again changes nothing',
  method: 'POST',
  path: 'my/attendance/:sessionId/checks',
  allow: 'attendance.check-in',
  params: at,
  body: z.object({ id: CheckId, part: CheckPart, code: SessionCode }),
  result: MySessionAttendance,
  problems: checkProblem,
});

/** What became of a check that was kept on a phone. */
export const OfflineOutcome = z.enum([
  'counted',
  'doubtful',
  'code-wrong',
  'not-found',
  'session-cancelled',
  'session-closed',
  'class-closed',
  'no-attendance',
  'too-many-requests',
]);
export type OfflineOutcome = z.infer<typeof OfflineOutcome>;

export const syncChecks = endpoint({
  name: 'syncChecks',
  summary: 'Send checks that were kept on a phone without signal; each may be sent again',
  method: 'POST',
  path: 'my/attendance-checks',
  allow: 'attendance.check-in',
  body: z.object({
    /** What the device's clock shows while this is sent: how wrong it is follows from it. */
    sentAt: z.iso.datetime(),
    checks: z
      .array(
        z.object({
          id: CheckId,
          sessionId: SessionId,
          part: CheckPart,
          code: SessionCode,
          /** What the device's clock showed. */
          deviceAt: z.iso.datetime(),
        }),
      )
      .min(1)
      .max(20),
  }),
  result: z.object({ items: z.array(z.object({ id: CheckId, outcome: OfflineOutcome })) }),
});

export const askCorrection = endpoint({
  name: 'askCorrection',
  summary: 'Ask that the own attendance at a session is looked at again; until two days after it',
  method: 'POST',
  path: 'my/attendance/:sessionId/corrections',
  allow: 'attendance.check-in',
  params: at,
  body: z.object({ id: CorrectionId, reason: z.string().trim().min(10).max(1_000) }),
  result: MySessionAttendance,
  problems: requestProblem,
});

/** Photos are made smaller before they are sent. */
export const DOCUMENT_MAX_BYTES = 2 * 1024 * 1024;
export const documentUpload = {
  maxBytes: DOCUMENT_MAX_BYTES,
  accepts: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'application/octet-stream'],
};

export const askExcuse = endpoint({
  name: 'askExcuse',
  summary: 'Say that one cannot come, or was ill, with a document as proof',
  method: 'POST',
  path: 'my/attendance/:sessionId/excuses',
  allow: 'attendance.check-in',
  params: at,
  query: z.object({
    id: ExcuseId,
    kind: ExcuseKind,
    note: z.string().trim().min(5).max(500),
    fileName: z.string().trim().min(1).max(200),
  }),
  upload: documentUpload,
  result: MySessionAttendance,
  problems: requestProblem,
});

export const getSubstitute = endpoint({
  name: 'getSubstitute',
  summary: 'The questions of the present attempt at an own substitute task',
  method: 'GET',
  path: 'my/attendance/:sessionId/substitute',
  allow: 'attendance.check-in',
  params: at,
  result: z.object({ attempt: z.int(), questions: z.array(AskedQuestion), task: MySubstitute }),
  problems: requestProblem,
});

export const answerSubstitute = endpoint({
  name: 'answerSubstitute',
  summary: 'Hand in the answers of one attempt at a substitute task; the same again gives the same result',
  method: 'POST',
  path: 'my/attendance/:sessionId/substitute/answers',
  allow: 'attendance.check-in',
  params: at,
  body: z.object({
    attempt: z.int().min(1).max(substituteTask.attempts),
    answers: z.array(z.object({ questionId: z.uuid(), answer: Answer })).max(substituteTask.questions),
  }),
  result: MySessionAttendance,
  problems: requestProblem,
});

export const writeSubstitute = endpoint({
  name: 'writeSubstitute',
  summary: 'Hand in what was understood of a missed session, where there are no questions about it',
  method: 'PUT',
  path: 'my/attendance/:sessionId/substitute/text',
  allow: 'attendance.check-in',
  params: at,
  body: z.object({ text: z.string().trim().min(200).max(5_000) }),
  result: MySessionAttendance,
  problems: requestProblem,
});
