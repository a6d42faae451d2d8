import { endpoint, PageQuery, pageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { ClassGroupId, RunId, WaveId } from './ids.ts';
import { TimeZone } from './places.ts';
import { deliveryProblem } from './problems.ts';
import { ClassGroupState, StateCounts } from './states.ts';

/** Above this nobody is placed, whatever the class's own capacity. */
export const SEATS_MAX = 50;

export const TeamMember = z.object({ personId: z.uuid(), name: z.string() });
export type TeamMember = z.infer<typeof TeamMember>;

const ClassGroupFacts = z.object({
  id: ClassGroupId,
  runId: RunId,
  code: z.string(),
  name: z.string(),
  provinceCode: z.string(),
  provinceName: z.string(),
  timeZone: TimeZone,
  capacity: z.int(),
  state: ClassGroupState,
  wave: z.object({ id: WaveId, number: z.int(), startsOn: z.iso.date(), endsOn: z.iso.date() }),
  trainers: z.array(TeamMember),
  organizer: TeamMember.nullable(),
  /** People of the class within the caller's scope, by state. */
  people: StateCounts,
});

export const ClassGroup = ClassGroupFacts.meta({ id: 'ClassGroup' });
export type ClassGroup = z.infer<typeof ClassGroup>;

/** Things to know before opening; none of them forbids it. */
export const ClassGroupWarning = z.enum([
  'below-35',
  'above-45',
  'trainers-all-local',
  'organizer-over-five-classes',
  'trainer-over-three-classes',
]);
export type ClassGroupWarning = z.infer<typeof ClassGroupWarning>;

export const ClassGroupDetail = ClassGroupFacts.extend({
  runName: z.string(),
  /** Seats that are taken. */
  seated: z.int(),
  closedAt: z.iso.datetime().nullable(),
  /** What still forbids opening, as problem codes. */
  obstacles: z.array(z.string()),
  warnings: z.array(ClassGroupWarning),
}).meta({ id: 'ClassGroupDetail' });
export type ClassGroupDetail = z.infer<typeof ClassGroupDetail>;

const Team = {
  /** Two trainers at least before the class can open; one of them from another regency, if possible. */
  trainerIds: z
    .array(z.uuid())
    .max(6)
    .refine((ids) => new Set(ids).size === ids.length, 'Somebody is named twice'),
  organizerId: z.uuid().nullable(),
};

/** `id` is chosen by the caller: sending the same again has one effect. The code is made by the server. */
export const NewClassGroup = z.object({
  id: ClassGroupId,
  waveId: WaveId,
  provinceCode: z.string().regex(/^\d\d$/),
  /** Left out: from province, wave and letter. */
  name: z.string().trim().min(3).max(120).optional(),
  capacity: z.int().min(1).max(SEATS_MAX).default(40),
  trainerIds: Team.trainerIds.default([]),
  organizerId: Team.organizerId.default(null),
});

export const createClassGroup = endpoint({
  name: 'createClassGroup',
  summary: 'Add a class group to a wave',
  method: 'POST',
  path: 'class-groups',
  allow: 'run.manage',
  body: NewClassGroup,
  result: ClassGroupDetail,
  problems: deliveryProblem,
});

const at = z.object({ classGroupId: ClassGroupId });

export const setClassTeam = endpoint({
  name: 'setClassTeam',
  summary: 'Name the trainers and the organizer of a class; their roles follow',
  method: 'PUT',
  path: 'class-groups/:classGroupId/team',
  allow: 'run.manage',
  params: at,
  body: z.object(Team),
  result: ClassGroupDetail,
  problems: deliveryProblem,
});

export const changeClassGroup = endpoint({
  name: 'changeClassGroup',
  summary: 'Change name or capacity of a class',
  method: 'PATCH',
  path: 'class-groups/:classGroupId',
  allow: 'class.manage',
  params: at,
  body: z.object({
    name: z.string().trim().min(3).max(120).optional(),
    capacity: z.int().min(1).max(SEATS_MAX).optional(),
  }),
  result: ClassGroupDetail,
  problems: deliveryProblem,
});

export const listClassGroups = endpoint({
  name: 'listClassGroups',
  summary: 'Classes by wave and code, with their people by state',
  method: 'GET',
  path: 'class-groups',
  allow: 'class.read',
  query: PageQuery.extend({
    runId: RunId.optional(),
    waveId: WaveId.optional(),
    province: z
      .string()
      .regex(/^\d\d$/)
      .optional(),
    state: ClassGroupState.optional(),
    /** Part of code, name or a trainer's name. */
    q: z.string().trim().max(100).optional(),
  }),
  result: pageOf(ClassGroup),
});

export const getClassGroup = endpoint({
  name: 'getClassGroup',
  summary: 'One class with team, counts, obstacles and warnings',
  method: 'GET',
  path: 'class-groups/:classGroupId',
  allow: 'class.read',
  params: at,
  result: ClassGroupDetail,
});

export const openClassGroup = endpoint({
  name: 'openClassGroup',
  summary: 'Open a class: who is placed becomes active. A second call changes nothing',
  method: 'POST',
  path: 'class-groups/:classGroupId/open',
  allow: 'class.manage',
  params: at,
  result: ClassGroupDetail,
  problems: deliveryProblem,
});

export const closeClassGroup = endpoint({
  name: 'closeClassGroup',
  summary: 'Close a class in which everybody has a result or has left; locks everything about it',
  method: 'POST',
  path: 'class-groups/:classGroupId/close',
  allow: 'run.manage',
  params: at,
  result: ClassGroupDetail,
  problems: deliveryProblem,
});

export const reopenClassGroup = endpoint({
  name: 'reopenClassGroup',
  summary: 'Open a closed class again, for a reason that is kept',
  method: 'POST',
  path: 'class-groups/:classGroupId/reopen',
  allow: 'run.manage',
  params: at,
  body: z.object({ reason: z.string().trim().min(5).max(500) }),
  result: ClassGroupDetail,
  problems: deliveryProblem,
});

export const findTeamMembers = endpoint({
  name: 'findTeamMembers',
  summary:
    'People with an account, by part of the name, to be trainer or organizer; for who only proposes them, those who ' +
    'work in the program already',
  method: 'GET',
  path: 'team-members',
  allow: 'class.find-trainers',
  query: z.object({ q: z.string().trim().min(2).max(100), runId: RunId }),
  result: z.object({
    items: z.array(
      TeamMember.extend({
        place: z.string().nullable(),
        participantCode: z.string(),
        /** Classes of this run that the person already leads or organizes. */
        classGroups: z.int(),
      }),
    ),
  }),
});
