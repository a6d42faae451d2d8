import * as z from 'zod';

/** Where a person stands in one training run, from being named on a decree to the decision. */
export const EnrollmentState = z.enum([
  'proposed',
  'invited',
  'registered',
  'needsCorrection',
  'verified',
  'placed',
  'active',
  'completed',
  'passed',
  'notPassed',
  'withdrawn',
  'replaced',
  'noShow',
]);
export type EnrollmentState = z.infer<typeof EnrollmentState>;

/** The ways out of a run that are no decision. People in them take no seat. */
export const exitStates = ['withdrawn', 'replaced', 'noShow'] as const satisfies EnrollmentState[];

/** States in which a person holds a seat of a class. */
export const seatedStates = [
  'placed',
  'active',
  'completed',
  'passed',
  'notPassed',
] as const satisfies EnrollmentState[];

/** disiapkan, dibuka, berlangsung, penilaian, yudisium, ditutup. `closed` locks everything about the class. */
export const ClassGroupState = z.enum(['preparing', 'open', 'running', 'grading', 'decision', 'closed']);
export type ClassGroupState = z.infer<typeof ClassGroupState>;

export const RunState = z.enum(['planned', 'registration', 'running', 'grading', 'finished', 'canceled']);
export type RunState = z.infer<typeof RunState>;

export const DeliveryMode = z.enum(['online', 'inPerson', 'blended']);
export type DeliveryMode = z.infer<typeof DeliveryMode>;

/** How many people stand where; a state nobody is in may be absent. */
export const StateCounts = z.partialRecord(EnrollmentState, z.int().nonnegative());
export type StateCounts = z.infer<typeof StateCounts>;
