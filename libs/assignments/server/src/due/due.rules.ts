import { type Due, latePolicy } from '@bimtek/assignments-contracts';

const DAY = 86_400_000;

/** What is set for a class, and for one trainee in it. */
export interface SetDates {
  classDueAt: Date | null;
  ownDueAt: Date | null;
  ownAcceptedUntil: Date | null;
}

export interface Dates {
  dueAt: Date | null;
  acceptedUntil: Date | null;
}

/** The dates that hold for a trainee. A permission never shortens the days that everybody has. */
export function datesOf({ classDueAt, ownDueAt, ownAcceptedUntil }: SetDates): Dates {
  const dueAt = ownDueAt ?? classDueAt;
  if (!dueAt) return { dueAt: null, acceptedUntil: null };
  const usual = new Date(dueAt.getTime() + latePolicy.days * DAY);
  return { dueAt, acceptedUntil: ownAcceptedUntil && ownAcceptedUntil > usual ? ownAcceptedUntil : usual };
}

/** Begun days after the due date; the last instant is on time. */
export function lateDaysAt(at: Date, dueAt: Date | null): number {
  return dueAt && at > dueAt ? Math.ceil((at.getTime() - dueAt.getTime()) / DAY) : 0;
}

/**
 * How late a work counts: as its receipt says, or less when the trainee has been given a later date since. A date that is
 * moved forward afterwards harms nobody, and a revision is as late as the first hand-in.
 */
export function lateDaysThatCount(
  work: { lateDays: number; firstSubmittedAt: Date },
  dueAt: Date | null,
): number {
  return Math.min(work.lateDays, lateDaysAt(work.firstSubmittedAt, dueAt));
}

export function latePoints(lateDays: number): number {
  return lateDays > 0 ? latePolicy.points : 0;
}

export function dueView(set: SetDates & { reason: string | null }): Due {
  const { dueAt, acceptedUntil } = datesOf(set);
  return {
    dueAt: dueAt?.toISOString() ?? null,
    acceptedUntil: acceptedUntil?.toISOString() ?? null,
    overrideReason: set.reason,
  };
}
