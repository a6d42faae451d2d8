import { id } from '@bimtek/platform-contracts';
import * as z from 'zod';

export const CorrectionId = id('AttendanceCorrection');
export type CorrectionId = z.infer<typeof CorrectionId>;
export const ExcuseId = id('AttendanceExcuse');
export type ExcuseId = z.infer<typeof ExcuseId>;
export const VenueListId = id('VenueList');
export type VenueListId = z.infer<typeof VenueListId>;
export const ReportId = id('ParticipantReport');
export type ReportId = z.infer<typeof ReportId>;

/** One checks in when coming and out when leaving, each with a code of its own. */
export const CheckPart = z.enum(['in', 'out']);
export type CheckPart = z.infer<typeof CheckPart>;

/** Minutes around the session in which a code is taken: in from the start, out from the end. */
export const checkWindows = {
  in: { before: 15, after: 30 },
  out: { before: 15, after: 30 },
} as const satisfies Record<CheckPart, { before: number; after: number }>;
/** Who comes later than so many minutes is shown as late; it costs nothing. */
export const LATE_AFTER_MINUTES = 15;
/** A check-in kept on a phone without signal is taken for so long. */
export const OFFLINE_HOURS = 24;
/** The photo of a signed list may follow for so long after the end. */
export const PHOTO_HOURS = 24;
/** Corrections and excuses are asked for until so long after the end. */
export const REQUEST_HOURS = 48;
/** At most this part of the live lesson hours may be made up for by substitute tasks. */
export const SUBSTITUTE_SHARE = 0.25;
/** A substitute task asks so many questions, of which so many percent must be right, at most so often. */
export const substituteTask = { questions: 5, passMark: 80, attempts: 3 } as const;

/** How the two ends of a check's window lie; shown and judged by the same rule. */
export function windowOf(
  part: CheckPart,
  { startsAt, endsAt }: { startsAt: Date | string; endsAt: Date | string },
): { from: Date; until: Date } {
  const at = new Date(part === 'in' ? startsAt : endsAt).getTime();
  const { before, after } = checkWindows[part];
  return { from: new Date(at - before * 60_000), until: new Date(at + after * 60_000) };
}

/**
 * hadir, hadir sebagian, tidak hadir, izin, sakit; `unsettled`: something was recorded that does not count yet, as a hall's list
 * without its photo. Nothing recorded at all is no state.
 */
export const AttendanceState = z.enum(['present', 'partial', 'absent', 'excused', 'sick', 'unsettled']);
export type AttendanceState = z.infer<typeof AttendanceState>;

/** What a record rests on, from the strongest: a decision, the session's code, a trainer or a report, a hall's list, a phone. */
export const EvidenceStrength = z.enum(['decision', 'code', 'trainer', 'venue', 'offline']);
export type EvidenceStrength = z.infer<typeof EvidenceStrength>;

/**
 * What somebody should look at. `late-sync`: came from a phone afterwards (sinkron terlambat); `clock`: that phone's clock was
 * wrong; `doubtful`: its time cannot be believed, so it does not count; `no-photo`: the hall's signed list is missing;
 * `no-check-in`: only a check-out; `contradiction`: something else says otherwise.
 */
export const AttendanceFlag = z.enum([
  'late-sync',
  'clock',
  'doubtful',
  'no-photo',
  'no-check-in',
  'contradiction',
]);
export type AttendanceFlag = z.infer<typeof AttendanceFlag>;

/** One person in one session. */
export const AttendanceRecord = z
  .object({
    state: AttendanceState,
    /** Lesson hours that count, without those of a substitute task. */
    hours: z.number(),
    /** Lesson hours made up for by a substitute task; all of them together are bounded. */
    substituteHours: z.number(),
    strength: EvidenceStrength.nullable(),
    /** Minutes after the start; 0 when on time. */
    lateMinutes: z.int(),
    checkedInAt: z.iso.datetime().nullable(),
    checkedOutAt: z.iso.datetime().nullable(),
    flags: z.array(AttendanceFlag),
  })
  .meta({ id: 'AttendanceRecord' });
export type AttendanceRecord = z.infer<typeof AttendanceRecord>;

/** Lesson hours of one person over all sessions that are not cancelled. */
export const AttendanceTotals = z
  .object({
    scheduled: z.number(),
    /** Of sessions that are over. */
    held: z.number(),
    /** What counts, substitute tasks included. */
    counted: z.number(),
    /** What counts of substitute tasks. */
    substituted: z.number(),
    /** Counted of scheduled, in percent, cut to a tenth and never rounded up; null while nothing is scheduled. */
    rate: z.number().nullable(),
    /** The same of what was held so far. */
    rateSoFar: z.number().nullable(),
    /** What the rate can still become when nothing more is missed. */
    bestRate: z.number().nullable(),
  })
  .meta({ id: 'AttendanceTotals' });
export type AttendanceTotals = z.infer<typeof AttendanceTotals>;

export const RequestState = z.enum(['open', 'granted', 'refused']);
export type RequestState = z.infer<typeof RequestState>;
/** izin, sakit */
export const ExcuseKind = z.enum(['permitted', 'sick']);
export type ExcuseKind = z.infer<typeof ExcuseKind>;
