import { ModuleCode } from '@bimtek/curriculum-contracts';
import { ClassGroupId, RunId } from '@bimtek/delivery-contracts';
import { endpoint, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { AssignmentCode, SubmissionId } from './ids.ts';

/** Working days within which handed-in work is marked; the day of the hand-in does not count. */
export const MARKING_DAYS = 3;

/** Pieces that somebody marks in a day unless they have said otherwise. */
export const PIECES_PER_DAY = 10;

/** `soon`: the last working day has begun. */
export const ClockState = z.enum(['ok', 'soon', 'late']);
export type ClockState = z.infer<typeof ClockState>;

/** The first marking, or the second that does not see the first. */
export const MarkingRound = z.union([z.literal(1), z.literal(2)]);
export type MarkingRound = z.infer<typeof MarkingRound>;

/** Who is to mark a piece, and until when. */
export const Allocation = z.object({
  round: MarkingRound,
  /** Null when nobody of the class may or can mark it now. */
  marker: z.string().nullable(),
  isMine: z.boolean(),
  dueAt: z.iso.datetime(),
  clock: ClockState,
});
export type Allocation = z.infer<typeof Allocation>;

/** Why somebody of the class was not asked. */
export const exclusions = [
  'own-work',
  'own-library',
  'same-regency',
  'first-marker',
  'away',
  'full',
  'other-expertise',
] as const;
export const Exclusion = z.enum(exclusions);
export type Exclusion = z.infer<typeof Exclusion>;

/**
 * How a piece came to its marker: `fewest-days`: nobody who may mark it had fewer days of work. `only-one`: nobody else may.
 * `knows-the-work`: they asked for the revision. `took-it`: they were at work on it before it was allocated. `evened-out`: moved when work was balanced. `nobody`: nobody can mark it.
 */
export const AllocationRule = z.enum([
  'fewest-days',
  'only-one',
  'knows-the-work',
  'took-it',
  'evened-out',
  'nobody',
]);
export type AllocationRule = z.infer<typeof AllocationRule>;

/** The answer to "why me?". */
export const AllocationReason = z
  .object({
    round: MarkingRound,
    rule: AllocationRule,
    allocatedAt: z.iso.datetime(),
    /** Those who could be asked, with the days of work that they had then. */
    considered: z.array(
      z.object({ name: z.string(), isMine: z.boolean(), days: z.number(), chosen: z.boolean() }),
    ),
    excluded: z.array(z.object({ name: z.string(), isMine: z.boolean(), why: Exclusion })),
  })
  .meta({ id: 'AllocationReason' });
export type AllocationReason = z.infer<typeof AllocationReason>;

export const getAllocationReason = endpoint({
  name: 'getAllocationReason',
  summary: 'Why a piece of work lies with its marker and not with somebody else',
  method: 'GET',
  path: 'submissions/:submissionId/allocation',
  allow: 'assignment.read',
  params: z.object({ submissionId: SubmissionId }),
  result: AllocationReason,
});

/** What somebody takes on. */
export const MarkerSettings = z
  .object({
    perDay: z.int().min(1).max(100),
    /** Never more than this at once; null: no limit. */
    mostOpen: z.int().min(1).max(1_000).nullable(),
    /** The first and the last day of being away; work that is not begun goes to others. */
    awayFrom: z.iso.date().nullable(),
    awayUntil: z.iso.date().nullable(),
    /** Modules that they know best; none: all alike. */
    modules: z.array(ModuleCode).max(12),
  })
  .refine(({ awayFrom, awayUntil }) => (awayFrom === null) === (awayUntil === null), {
    path: ['awayUntil'],
    message: 'Being away has a first and a last day',
  })
  .refine(({ awayFrom, awayUntil }) => !awayFrom || !awayUntil || awayFrom <= awayUntil, {
    path: ['awayUntil'],
    message: 'The last day is before the first',
  })
  .meta({ id: 'MarkerSettings' });
export type MarkerSettings = z.infer<typeof MarkerSettings>;

export const getMyMarkerSettings = endpoint({
  name: 'getMyMarkerSettings',
  summary: 'How much I mark in a day, when I am away, and which modules I know best',
  method: 'GET',
  path: 'my/marker-settings',
  allow: 'assignment.mark',
  result: MarkerSettings,
});

export const setMyMarkerSettings = endpoint({
  name: 'setMyMarkerSettings',
  summary: 'Say how much I mark in a day and when I am away; what I have not begun then goes to others',
  method: 'PUT',
  path: 'my/marker-settings',
  allow: 'assignment.mark',
  body: MarkerSettings,
  result: MarkerSettings,
});

const marker = z.object({ personId: z.uuid() });

export const getMarkerSettings = endpoint({
  name: 'getMarkerSettings',
  summary: 'What a trainer of the own classes takes on',
  method: 'GET',
  path: 'markers/:personId/settings',
  allow: 'assignment.allocate',
  params: marker,
  result: MarkerSettings,
});

export const setMarkerSettings = endpoint({
  name: 'setMarkerSettings',
  summary: 'Set what a trainer of the own classes takes on, for instance when they fall ill',
  method: 'PUT',
  path: 'markers/:personId/settings',
  allow: 'assignment.allocate',
  params: marker,
  body: MarkerSettings,
  result: MarkerSettings,
});

export const BoardRow = z
  .object({
    /** Of the marker, class or province; null for work that nobody has. */
    id: z.string().nullable(),
    name: z.string().nullable(),
    /** Work that waits for a mark, and how much of it is due soon or late. */
    open: z.int(),
    soon: z.int(),
    late: z.int(),
    /** Work that lies with nobody. */
    unallocated: z.int(),
    nextDueAt: z.iso.datetime().nullable(),
    /** Of a marker: days of work, and what they take on. */
    days: z.number().nullable(),
    perDay: z.int().nullable(),
    awayUntil: z.iso.date().nullable(),
  })
  .meta({ id: 'MarkingBoardRow' });
export type BoardRow = z.infer<typeof BoardRow>;

const OfRun = { runId: RunId };

export const getMarkingBoard = endpoint({
  name: 'getMarkingBoard',
  summary: 'How much work of a run waits for marks, by marker, class or province, what is late first',
  method: 'GET',
  path: 'runs/:runId/marking-board',
  allow: 'assignment.allocate',
  params: z.object(OfRun),
  query: z.object({ by: z.enum(['marker', 'class', 'province']).default('marker') }),
  result: z.object({
    items: z.array(BoardRow),
    total: BoardRow,
    now: z.iso.datetime(),
  }),
});

const RebalanceOf = { classGroupIds: z.array(ClassGroupId).min(1).max(500).optional() };

export const RebalancePlan = z
  .object({
    /** Stands for this plan; whoever applies it with a token of a plan that has changed since is told so. */
    token: z.string(),
    /** Pieces that somebody else would get. */
    moved: z.int(),
    /** Pieces that nobody can mark as things are. */
    unallocated: z.int(),
    markers: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        before: z.int(),
        after: z.int(),
        daysBefore: z.number(),
        daysAfter: z.number(),
        isAway: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'RebalancePlan' });
export type RebalancePlan = z.infer<typeof RebalancePlan>;

export const rebalanceProblem = problems({
  'plan-has-changed': [409, 'Work or settings have changed since the plan was made'],
});

export const planRebalance = endpoint({
  name: 'planRebalance',
  summary: 'What evening out the work that nobody has begun would do to everybody; changes nothing',
  method: 'POST',
  path: 'runs/:runId/marking-rebalance/plan',
  allow: 'assignment.allocate',
  params: z.object(OfRun),
  body: z.object(RebalanceOf),
  result: RebalancePlan,
});

export const applyRebalance = endpoint({
  name: 'applyRebalance',
  summary: 'Even out the work as it was planned; a plan that has changed since is refused',
  method: 'POST',
  path: 'runs/:runId/marking-rebalance',
  allow: 'assignment.allocate',
  params: z.object(OfRun),
  body: z.object({ ...RebalanceOf, token: z.string().max(100) }),
  result: z.object({ moved: z.int() }),
  problems: rebalanceProblem,
});

/** How work of a run is given to markers. */
export const RunMarking = z
  .object({
    /** Of the work on these assignments such a share, drawn by lot, is marked twice. */
    secondShare: z.number().min(0).max(100),
    secondAssignments: z.array(AssignmentCode).max(12),
    /** Two marks that differ by more points than this go to a master trainer. */
    maxDifference: z.number().min(0).max(100),
    /** Nobody marks work from their own regency either. */
    avoidsOwnRegency: z.boolean(),
  })
  .meta({ id: 'RunMarking' });
export type RunMarking = z.infer<typeof RunMarking>;

export const defaultRunMarking: RunMarking = {
  secondShare: 10,
  secondAssignments: ['T7'],
  maxDifference: 15,
  avoidsOwnRegency: false,
};

export const getRunMarking = endpoint({
  name: 'getRunMarking',
  summary: 'How work of a run is given to markers, and how much of it is marked twice',
  method: 'GET',
  path: 'runs/:runId/marking-settings',
  allow: 'assignment.allocate',
  params: z.object(OfRun),
  result: RunMarking,
});

export const setRunMarking = endpoint({
  name: 'setRunMarking',
  summary: 'Set how work of a run is given to markers; holds for what is allocated from now on',
  method: 'PUT',
  path: 'runs/:runId/marking-settings',
  allow: 'run.manage',
  params: z.object(OfRun),
  body: RunMarking,
  result: RunMarking,
});

const Holidays = z.array(z.object({ day: z.iso.date(), name: z.string().trim().min(2).max(100) })).max(60);
const ofYear = z.object({ year: z.coerce.number().int().min(2020).max(2100) });

export const getHolidays = endpoint({
  name: 'getHolidays',
  summary: 'The days of a year, besides Saturdays and Sundays, on which nobody has to mark',
  method: 'GET',
  path: 'holidays/:year',
  allow: 'assignment.allocate',
  params: ofYear,
  result: z.object({ days: Holidays }),
});

export const setHolidays = endpoint({
  name: 'setHolidays',
  summary: 'Set the holidays of a year as the joint decree names them; dates of marks already running stay',
  method: 'PUT',
  path: 'holidays/:year',
  allow: 'run.manage',
  params: ofYear,
  body: z.object({ days: Holidays }),
  result: z.object({ days: Holidays }),
});
