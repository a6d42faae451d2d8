import { EnrollmentId } from '@bimtek/delivery-contracts';
import { endpoint } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionId } from '../ids.ts';
import { markProblem, reportProblem } from './problems.ts';
import { ReportId } from './states.ts';

export const ReportProvider = z.enum(['zoom', 'bigbluebutton']);
export type ReportProvider = z.infer<typeof ReportProvider>;

/** Why somebody of the class may be the one in the report; only the first three are certain enough to be ticked beforehand. */
export const MatchBy = z.enum(['code', 'phone', 'name', 'similar']);
export type MatchBy = z.infer<typeof MatchBy>;

/** One person of a report, all their connections put together. */
export const ReportRow = z
  .object({
    key: z.string(),
    name: z.string(),
    connections: z.int(),
    minutes: z.int(),
    joinedAt: z.iso.datetime().nullable(),
    leftAt: z.iso.datetime().nullable(),
    /** Connected twice at the same time: two devices, or two people with one name. */
    overlaps: z.boolean(),
    isHost: z.boolean(),
    /** Whether coming and leaving count by this row: joined in time, stayed to the end. */
    counts: z.object({ in: z.boolean(), out: z.boolean() }),
    candidates: z.array(z.object({ enrollmentId: EnrollmentId, name: z.string(), by: MatchBy })),
    /** Taken over for this person. */
    matched: EnrollmentId.nullable(),
  })
  .meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof ReportRow>;

export const ParticipantReport = z
  .object({
    id: ReportId,
    provider: ReportProvider,
    fileName: z.string(),
    uploadedAt: z.iso.datetime(),
    uploadedBy: z.string(),
    confirmedAt: z.iso.datetime().nullable(),
    rows: z.array(ReportRow),
    /** None of its times touches the session: another meeting, or another time zone. */
    isElsewhere: z.boolean(),
  })
  .meta({ id: 'ParticipantReport' });
export type ParticipantReport = z.infer<typeof ParticipantReport>;

const at = z.object({ sessionId: SessionId });

export const listReports = endpoint({
  name: 'listReports',
  summary: 'Participant reports of a session, newest first',
  method: 'GET',
  path: 'live-sessions/:sessionId/participant-reports',
  allow: 'attendance.mark',
  params: at,
  result: z.object({ items: z.array(ParticipantReport.omit({ rows: true }).extend({ people: z.int() })) }),
});

export const uploadReport = endpoint({
  name: 'uploadReport',
  summary:
    'Read a participant report of Zoom or BigBlueButton and propose whose rows are whose; nothing counts yet',
  method: 'POST',
  path: 'live-sessions/:sessionId/participant-reports',
  allow: 'attendance.mark',
  params: at,
  query: z.object({ fileName: z.string().trim().min(1).max(200) }),
  upload: { maxBytes: 5 * 1024 * 1024, accepts: ['text/csv', 'application/octet-stream'] },
  result: ParticipantReport,
  problems: reportProblem,
});

export const getReport = endpoint({
  name: 'getReport',
  summary: 'A participant report with its proposals',
  method: 'GET',
  path: 'live-sessions/:sessionId/participant-reports/:reportId',
  allow: 'attendance.mark',
  params: at.extend({ reportId: ReportId }),
  result: ParticipantReport,
});

export const confirmReport = endpoint({
  name: 'confirmReport',
  summary: 'Take rows over as evidence for these people; again with others takes the earlier ones back',
  method: 'PUT',
  path: 'live-sessions/:sessionId/participant-reports/:reportId/matches',
  allow: 'attendance.mark',
  params: at.extend({ reportId: ReportId }),
  body: z.object({
    matches: z.array(z.object({ key: z.string().max(300), enrollmentId: EnrollmentId })).max(1_000),
  }),
  result: z.object({ matched: z.int(), changed: z.int() }),
  problems: markProblem,
});
