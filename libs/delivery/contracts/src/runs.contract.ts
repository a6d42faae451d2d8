import { endpoint, PageQuery, pageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { RunId, WaveId } from './ids.ts';
import { deliveryProblem } from './problems.ts';
import { DeliveryMode, RunState, StateCounts } from './states.ts';

const Name = z.string().trim().min(3).max(160);
const inOrder = (dates: { startsOn: string; endsOn: string }) => dates.startsOn <= dates.endsOn;
const order = { error: 'The last day lies before the first', path: ['endsOn'] };

/** One dated delivery of a training. */
export const Run = z
  .object({
    id: RunId,
    name: z.string(),
    year: z.int(),
    mode: DeliveryMode,
    curriculumVersionId: z.uuid(),
    decreeId: z.uuid().nullable(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    state: RunState,
    /** People of the run within the caller's scope, by state. */
    people: StateCounts,
    classGroups: z.int().nonnegative(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;

export const Wave = z
  .object({
    id: WaveId,
    runId: RunId,
    number: z.int(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    classGroups: z.int().nonnegative(),
  })
  .meta({ id: 'Wave' });
export type Wave = z.infer<typeof Wave>;

export const ProvinceCount = z.object({
  code: z.string(),
  name: z.string(),
  people: z.int().nonnegative(),
  /** Verified and waiting for a class. */
  unplaced: z.int().nonnegative(),
});
export type ProvinceCount = z.infer<typeof ProvinceCount>;

/**
 * `id` is chosen by the caller (uuid): sending the same again, as a double click does, has one effect.
 * The version must be in use; the run's dates are calendar days.
 */
export const NewRun = z
  .object({
    id: RunId,
    name: Name,
    year: z.int().min(2018).max(2100),
    mode: DeliveryMode,
    curriculumVersionId: z.uuid(),
    decreeId: z.uuid().nullable().default(null),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
  })
  .refine(inOrder, order);

export const NewWave = z
  .object({ id: WaveId, number: z.int().min(1).max(99), startsOn: z.iso.date(), endsOn: z.iso.date() })
  .refine(inOrder, order);

export const createRun = endpoint({
  name: 'createRun',
  summary: 'Plan a training run from a curriculum version in use',
  method: 'POST',
  path: 'runs',
  allow: 'run.manage',
  body: NewRun,
  result: Run,
  problems: deliveryProblem,
});

export const createWave = endpoint({
  name: 'createWave',
  summary: 'Add a wave, a date group of classes, to a run',
  method: 'POST',
  path: 'runs/:runId/waves',
  allow: 'run.manage',
  params: z.object({ runId: RunId }),
  body: NewWave,
  result: Wave,
  problems: deliveryProblem,
});

export const listRuns = endpoint({
  name: 'listRuns',
  summary: 'Training runs, newest first, with counts within the own scope',
  method: 'GET',
  path: 'runs',
  allow: 'class.read',
  query: PageQuery,
  result: pageOf(Run),
});

export const getRun = endpoint({
  name: 'getRun',
  summary: 'A run with its waves and the provinces its people come from',
  method: 'GET',
  path: 'runs/:runId',
  allow: 'class.read',
  params: z.object({ runId: RunId }),
  result: z.object({
    run: Run,
    waves: z.array(Wave),
    provinces: z.array(ProvinceCount),
    /** Verified and waiting for a class. */
    unplaced: z.int(),
    /** Invited, but the account is not active yet. */
    notActivated: z.int(),
  }),
});

/** What the forms of runs and classes choose from. */
export const getRunChoices = endpoint({
  name: 'getRunChoices',
  summary: 'Curriculum versions in use, decrees and provinces to choose from',
  method: 'GET',
  path: 'run-choices',
  allow: 'run.manage',
  result: z.object({
    versions: z.array(z.object({ id: z.uuid(), title: z.string(), number: z.int() })),
    decrees: z.array(
      z.object({ id: z.uuid(), number: z.string(), title: z.string().nullable(), candidates: z.int() }),
    ),
    provinces: z.array(z.object({ code: z.string(), name: z.string() })),
  }),
});
