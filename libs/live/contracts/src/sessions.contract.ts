import { ModuleCode } from '@bimtek/curriculum-contracts';
import { ClassGroupId, ClassGroupState, RunId, TimeZone } from '@bimtek/delivery-contracts';
import { endpoint, TwoWayPageQuery, twoWayPageOf } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SeriesId, SessionId } from './ids.ts';
import { LocalTime } from './local-time.ts';
import { sessionProblem, stageProblem } from './problems.ts';
import { NewStage, StageEntry, StageKind, StageProvider } from './stage.ts';
import { SessionKind, SessionState } from './states.ts';

/** Lesson hours (JP) of one session, in halves. */
export const SessionHours = z.number().min(0).max(12).multipleOf(0.5);

/** One live session as everybody sees it who belongs to it. */
export const Session = z
  .object({
    id: SessionId,
    runId: RunId,
    /** Null: for all classes of the run. */
    classGroup: z.object({ id: ClassGroupId, code: z.string(), name: z.string() }).nullable(),
    kind: SessionKind,
    module: z.object({ code: ModuleCode, title: z.string() }).nullable(),
    title: z.string(),
    lessonHours: z.number(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    /** In which its times are shown: of its class; of the reader's class when it is for all. */
    timeZone: TimeZone,
    state: SessionState,
    /** Goes up whenever it is moved or cancelled. */
    version: z.int(),
    /** When it would have begun before it was last moved. */
    movedFrom: z.iso.datetime().nullable(),
    /** Why it was moved or cancelled, in the words of whoever did it. */
    changeReason: z.string().nullable(),
    seriesId: SeriesId.nullable(),
    stage: StageKind,
    /** Pages that can be looked at. */
    slides: z.int(),
    recordingUrl: z.string().nullable(),
    /** What was said, for those who lost the signal (notula). */
    summary: z.string().nullable(),
  })
  .meta({ id: 'LiveSession' });
export type Session = z.infer<typeof Session>;

const at = z.object({ sessionId: SessionId });

export const listMySessions = endpoint({
  name: 'listMySessions',
  summary: 'The sessions of the class one learns in and of its run, from the first to the last',
  method: 'GET',
  path: 'my/sessions',
  allow: 'session.attend',
  result: z.object({
    /** Null while one has no class. */
    classGroup: z
      .object({ id: ClassGroupId, code: z.string(), name: z.string(), state: ClassGroupState })
      .nullable(),
    timeZone: TimeZone,
    /** By the server's clock, for countdowns on devices whose own is wrong. */
    now: z.iso.datetime(),
    items: z.array(Session),
  }),
});

export const getLiveSession = endpoint({
  name: 'getLiveSession',
  summary: 'One session that one learns in, leads, or may look at',
  method: 'GET',
  path: 'live-sessions/:sessionId',
  allow: 'session.join',
  params: at,
  result: z.object({ session: Session, isHost: z.boolean(), now: z.iso.datetime() }),
});

export const joinStage = endpoint({
  name: 'joinStage',
  summary: 'An address of the stage for this person and this moment; it is kept nowhere',
  method: 'POST',
  path: 'live-sessions/:sessionId/stage',
  allow: 'session.join',
  params: at,
  result: StageEntry,
  problems: stageProblem,
});

export const listClassSessions = endpoint({
  name: 'listClassSessions',
  summary: 'The timetable of a class, and the lesson hours it gives each module',
  method: 'GET',
  path: 'class-groups/:classGroupId/live-sessions',
  allow: 'session.read',
  params: z.object({ classGroupId: ClassGroupId }),
  result: z.object({
    classGroup: z.object({
      id: ClassGroupId,
      code: z.string(),
      name: z.string(),
      state: ClassGroupState,
      timeZone: TimeZone,
      runId: RunId,
      runName: z.string(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
    }),
    now: z.iso.datetime(),
    /** Lesson hours by module: what the curriculum asks for, and what is planned without what is cancelled. */
    hours: z.array(z.object({ code: ModuleCode, title: z.string(), asked: z.number(), planned: z.number() })),
    /** Which stages are set up here. */
    stages: z.array(StageProvider),
    items: z.array(Session),
  }),
});

export const listAgenda = endpoint({
  name: 'listAgenda',
  summary: 'Sessions of all classes within the own scope, the first or the last of them first',
  method: 'GET',
  path: 'live-sessions',
  allow: 'session.read',
  query: TwoWayPageQuery.extend({
    runId: RunId.optional(),
    /** Only sessions that begin at it or later. */
    from: z.iso.datetime().optional(),
    /** Only sessions that begin before it. */
    until: z.iso.datetime().optional(),
    order: z.enum(['first', 'last']).default('first'),
  }),
  result: twoWayPageOf(Session),
});

const Title = z.string().trim().min(3).max(160);
const Reason = z.string().trim().min(5).max(300);
const inOrder = ({ from, until }: { from: string; until: string }) => from < until;
const order = { error: 'The end lies before the beginning', path: ['until'] };

/** Days and times are those of the class; of Western Indonesia for a whole run. */
export const Slot = z
  .object({ id: SessionId, day: z.iso.date(), from: LocalTime, until: LocalTime })
  .refine(inOrder, order);

/** At most so many days of a series. */
export const SERIES_MAX = 40;

export const NewSessions = z
  .object({
    runId: RunId,
    /** Null: for all classes of the run. */
    classGroupId: ClassGroupId.nullable(),
    kind: SessionKind,
    moduleCode: ModuleCode.nullable(),
    title: Title,
    lessonHours: SessionHours,
    stage: NewStage,
    /** One, or the days of a series; all of them are planned, or none. */
    slots: z.array(Slot).min(1).max(SERIES_MAX),
    /** Also when somebody who leads them is in another session then. */
    despiteClashes: z.boolean().default(false),
  })
  .refine(
    ({ kind, classGroupId }) => kind === 'rehearsal' || (kind === 'plenary') === (classGroupId === null),
    {
      path: ['kind'],
      message: 'What is for all classes is a plenary, and names no class',
    },
  )
  .refine(({ slots }) => new Set(slots.map(({ id }) => id)).size === slots.length, {
    path: ['slots'],
    message: 'Two sessions have the same id',
  });
export type NewSessions = z.infer<typeof NewSessions>;

/** What comes with the refusal `people-elsewhere`. */
export const Clash = z.object({
  /** The trainer; null when it is a class. */
  person: z.string().nullable(),
  title: z.string(),
  className: z.string().nullable(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
});
export type Clash = z.infer<typeof Clash>;

/** How far a change reaches: this session, or also those of its series that begin later. */
export const Reach = z.enum(['one', 'rest']);
export type Reach = z.infer<typeof Reach>;

const changed = z.object({ items: z.array(Session) });

export const planSessions = endpoint({
  name: 'planSessions',
  summary: 'Plan a session or a series for a class or for a whole run; the same ids again change nothing',
  method: 'POST',
  path: 'live-sessions',
  allow: 'session.plan',
  body: NewSessions,
  result: changed,
  problems: sessionProblem,
});

export const changeSession = endpoint({
  name: 'changeSession',
  summary: 'Change what a session is about, its lesson hours or its stage',
  method: 'PATCH',
  path: 'live-sessions/:sessionId',
  allow: 'session.plan',
  params: at,
  body: z.object({
    title: Title.optional(),
    moduleCode: ModuleCode.nullable().optional(),
    lessonHours: SessionHours.optional(),
    stage: NewStage.optional(),
    reach: Reach.default('one'),
  }),
  result: changed,
  problems: sessionProblem,
});

export const moveSession = endpoint({
  name: 'moveSession',
  summary: 'Move a session to another time and tell everybody; where it stands already nothing happens',
  method: 'POST',
  path: 'live-sessions/:sessionId/move',
  allow: 'session.plan',
  params: at,
  body: z
    .object({
      day: z.iso.date(),
      from: LocalTime,
      until: LocalTime,
      reason: Reason,
      /** `rest`: the later ones move by as many days and to the same hours. */
      reach: Reach.default('one'),
      despiteClashes: z.boolean().default(false),
    })
    .refine(inOrder, order),
  result: changed,
  problems: sessionProblem,
});

export const cancelSession = endpoint({
  name: 'cancelSession',
  summary:
    'Cancel a session and tell everybody; it leaves what attendance is measured by. A second call changes nothing',
  method: 'POST',
  path: 'live-sessions/:sessionId/cancel',
  allow: 'session.plan',
  params: at,
  body: z.object({ reason: Reason, reach: Reach.default('one') }),
  result: changed,
  problems: sessionProblem,
});

/** Any service that people can open; a film of somebody else's is nobody's secret. */
export const RecordingLink = z
  .string()
  .trim()
  .max(500)
  .refine((address) => {
    const url = URL.parse(address);
    return url?.protocol === 'https:' && !url.username && !url.password;
  }, 'Not an https address');

export const setRecording = endpoint({
  name: 'setRecording',
  summary:
    'Link the recording of a session that has begun, and write down what was said; possible until the class is closed',
  method: 'PUT',
  path: 'live-sessions/:sessionId/recording',
  allow: 'session.plan',
  params: at,
  body: z.object({
    recordingUrl: RecordingLink.nullable(),
    summary: z.string().trim().min(1).max(10_000).nullable(),
  }),
  result: Session,
  problems: sessionProblem,
});

export const findRecordings = endpoint({
  name: 'findRecordings',
  summary: 'What the service of the stage has recorded of a session; nothing where it records nothing',
  method: 'GET',
  path: 'live-sessions/:sessionId/recordings',
  allow: 'session.plan',
  params: at,
  result: z.object({
    items: z.array(z.object({ url: z.url(), minutes: z.int().nullable(), startedAt: z.iso.datetime() })),
  }),
  problems: stageProblem,
});

export const endStage = endpoint({
  name: 'endStage',
  summary: 'End the meeting on the stage for everybody; where none runs nothing happens',
  method: 'POST',
  path: 'live-sessions/:sessionId/stage/end',
  allow: 'session.plan',
  params: at,
  problems: stageProblem,
});
