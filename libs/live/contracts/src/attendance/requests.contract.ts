import { ClassGroupId, EnrollmentId } from '@bimtek/delivery-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SubstituteKind } from './my-attendance.contract.ts';
import { requestProblem } from './problems.ts';
import { AttendedClass, AttendedSession } from './session-head.ts';
import { AttendanceRecord, CorrectionId, ExcuseId, ExcuseKind, RequestState } from './states.ts';

const decision = z.object({
  isGranted: z.boolean(),
  reason: z.string().trim().min(5).max(500),
});
const about = {
  session: AttendedSession,
  enrollmentId: EnrollmentId,
  name: z.string(),
  record: AttendanceRecord.nullable(),
  state: RequestState,
  askedAt: z.iso.datetime(),
  decidedBy: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decisionReason: z.string().nullable(),
  /** Oneself or the own library: somebody else decides. */
  isOwn: z.boolean(),
};

export const AttendanceRequest = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('correction'), id: CorrectionId, reason: z.string(), ...about }),
    z.object({
      type: z.literal('excuse'),
      id: ExcuseId,
      kind: ExcuseKind,
      note: z.string(),
      substitute: z
        .object({
          kind: SubstituteKind,
          isPassed: z.boolean(),
          isWaiting: z.boolean(),
          text: z.string().nullable(),
        })
        .nullable(),
      ...about,
    }),
  ])
  .meta({ id: 'AttendanceRequest' });
export type AttendanceRequest = z.infer<typeof AttendanceRequest>;

export const listAttendanceRequests = endpoint({
  name: 'listAttendanceRequests',
  summary: 'Corrections, excuses and substitute tasks of a class; what waits comes first',
  method: 'GET',
  path: 'class-groups/:classGroupId/attendance-requests',
  allow: 'attendance.read',
  params: z.object({ classGroupId: ClassGroupId }),
  result: z.object({ classGroup: AttendedClass, items: z.array(AttendanceRequest) }),
});

export const decideCorrection = endpoint({
  name: 'decideCorrection',
  summary: 'Decide about a correction, with a reason that the trainee reads',
  method: 'POST',
  path: 'attendance-corrections/:correctionId/decision',
  allow: 'attendance.mark',
  params: z.object({ correctionId: CorrectionId }),
  body: decision.extend({ grants: z.enum(['present', 'partial']).default('present') }),
  problems: requestProblem,
});

export const decideExcuse = endpoint({
  name: 'decideExcuse',
  summary: 'Accept or refuse an excuse; when accepted, a substitute task opens',
  method: 'POST',
  path: 'attendance-excuses/:excuseId/decision',
  allow: 'attendance.mark',
  params: z.object({ excuseId: ExcuseId }),
  body: decision,
  problems: requestProblem,
});

export const getExcuseDocument = endpoint({
  name: 'getExcuseDocument',
  summary: 'The document of an excuse',
  method: 'GET',
  path: 'attendance-excuses/:excuseId/document',
  allow: 'attendance.mark',
  params: z.object({ excuseId: ExcuseId }),
  download: 'application/octet-stream',
});

export const decideSubstitute = endpoint({
  name: 'decideSubstitute',
  summary: 'Decide whether a written substitute task shows what the session was about',
  method: 'POST',
  path: 'attendance-excuses/:excuseId/substitute-decision',
  allow: 'attendance.mark',
  params: z.object({ excuseId: ExcuseId }),
  body: decision,
  problems: requestProblem,
});
