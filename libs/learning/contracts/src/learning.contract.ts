import {
  AssignmentBrief,
  Indicator,
  LessonCard,
  LessonDocument,
  LessonId,
  ModuleCode,
  SubjectGroup,
  TestKind,
} from '@bimtek/curriculum-contracts';
import { endpoint, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { ModuleProgressState } from './module-progress-state.ts';
import { NextStep, Share } from './next-step.ts';

export const learningProblem = problems({
  'not-enrolled': [404, 'The person takes part in no training run'],
  'learning-not-open': [409, 'The class has not been opened yet'],
  'learning-closed': [409, 'The class takes no more progress'],
  'end-not-reached': [409, 'The end of the lesson has not been reached yet'],
});

/** Whether lessons can be read, and whether reading them still counts. */
export const LearningAccess = z.enum(['notYet', 'open', 'readOnly']);
export type LearningAccess = z.infer<typeof LearningAccess>;

/** Where somebody is: the block at the top of the screen and how far it has been scrolled through. */
export const ReadingPosition = z.object({
  blockIndex: z.int().min(0).max(10_000),
  fraction: z.number().min(0).max(1),
});
export type ReadingPosition = z.infer<typeof ReadingPosition>;

export const LessonProgress = ReadingPosition.extend({
  state: z.enum(['notStarted', 'started', 'completed']),
  /** How much of the lesson has been seen at the furthest point; it never shrinks. */
  share: Share,
  isEndReached: z.boolean(),
  completedAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime().nullable(),
}).meta({ id: 'LessonProgress' });
export type LessonProgress = z.infer<typeof LessonProgress>;

/** A test beside the lessons, as far as learning shows it. */
export const TestSummary = z
  .object({
    testId: z.uuid(),
    kind: TestKind,
    moduleCode: ModuleCode.nullable(),
    itemCount: z.int().nullable(),
    minutes: z.int(),
    attemptsUsed: z.int(),
    attemptsAllowed: z.int(),
    bestScore: z.number().nullable(),
    passMark: z.number().nullable(),
    isPassed: z.boolean(),
    isOpen: z.boolean(),
    waitUntil: z.iso.datetime().nullable(),
  })
  .meta({ id: 'TestSummary' });
export type TestSummary = z.infer<typeof TestSummary>;

export const ModuleProgress = z
  .object({
    code: ModuleCode,
    position: z.int(),
    title: z.string(),
    group: SubjectGroup,
    liveHours: z.int(),
    selfStudyHours: z.int(),
    state: ModuleProgressState,
    lessonsCompleted: z.int(),
    lessonsTotal: z.int(),
    /** Reading minutes of all lessons, and of those that are not completed. */
    minutes: z.int(),
    minutesLeft: z.int(),
    sizeBytes: z.int(),
    /** Share of lessons completed, with the read part of those begun. */
    share: Share,
    quiz: TestSummary.nullable(),
  })
  .meta({ id: 'ModuleProgress' });
export type ModuleProgress = z.infer<typeof ModuleProgress>;

export const LearningOverview = z
  .object({
    access: LearningAccess,
    curriculumTitle: z.string(),
    className: z.string().nullable(),
    modules: z.array(ModuleProgress),
    /** Tests of the whole curriculum, not of one module. */
    tests: z.array(TestSummary),
    next: NextStep.nullable(),
  })
  .meta({ id: 'LearningOverview' });
export type LearningOverview = z.infer<typeof LearningOverview>;

export const LearningModule = z
  .object({
    access: LearningAccess,
    module: ModuleProgress,
    outcome: z.string().nullable(),
    indicators: z.array(Indicator),
    lessons: z.array(LessonCard.extend({ progress: LessonProgress })),
    assignment: AssignmentBrief.pick({ code: true, title: true, minutes: true }).nullable(),
    /** The next step when it lies in this module; otherwise null. */
    next: NextStep.nullable(),
  })
  .meta({ id: 'LearningModule' });
export type LearningModule = z.infer<typeof LearningModule>;

const Neighbor = z.object({ lessonId: LessonId, title: z.string() });

export const LessonReading = z
  .object({
    access: LearningAccess,
    lesson: LessonCard,
    module: z.object({ code: ModuleCode, title: z.string() }),
    /** Place in the module, from 1. */
    number: z.int(),
    of: z.int(),
    document: LessonDocument,
    progress: LessonProgress,
    previous: Neighbor.nullable(),
    next: Neighbor.nullable(),
    /** After the last lesson of a module: its quiz. */
    quiz: z.object({ testId: z.uuid() }).nullable(),
  })
  .meta({ id: 'LessonReading' });
export type LessonReading = z.infer<typeof LessonReading>;

const lessonParams = z.object({ lessonId: LessonId });

export const listLearningModules = endpoint({
  name: 'listLearningModules',
  summary: 'All modules of one’s curriculum with own progress, and the next step',
  method: 'GET',
  path: 'learning/modules',
  allow: 'lesson.read',
  result: LearningOverview,
  problems: learningProblem,
});

export const getLearningModule = endpoint({
  name: 'getLearningModule',
  summary: 'One module with its lessons, own progress and quiz',
  method: 'GET',
  path: 'learning/modules/:moduleCode',
  allow: 'lesson.read',
  params: z.object({ moduleCode: ModuleCode }),
  result: LearningModule,
  problems: learningProblem,
});

export const ModuleAssignment = z
  .object({ module: z.object({ code: ModuleCode, title: z.string() }), assignment: AssignmentBrief })
  .meta({ id: 'ModuleAssignment' });
export type ModuleAssignment = z.infer<typeof ModuleAssignment>;

export const getModuleAssignment = endpoint({
  name: 'getModuleAssignment',
  summary: 'What a module asks its trainees to make, with the rubric it will be marked by',
  method: 'GET',
  path: 'learning/modules/:moduleCode/assignment',
  allow: 'lesson.read',
  params: z.object({ moduleCode: ModuleCode }),
  result: ModuleAssignment,
  problems: learningProblem,
});

export const getLesson = endpoint({
  name: 'getLesson',
  summary: 'A lesson to read, with own progress and its neighbors',
  method: 'GET',
  path: 'learning/lessons/:lessonId',
  allow: 'lesson.read',
  params: lessonParams,
  result: LessonReading,
  problems: learningProblem,
});

export const SavedProgress = ReadingPosition.extend({
  /** The last block has been on the screen. Once true it stays true. */
  isEndReached: z.boolean(),
  /** When it was read, by the reader's clock: of two positions the later one is kept, in whatever order they arrive. */
  readAt: z.iso.datetime(),
});
export type SavedProgress = z.infer<typeof SavedProgress>;

export const saveLessonProgress = endpoint({
  name: 'saveLessonProgress',
  summary: 'Keep where one is reading; late and repeated calls never take anything back',
  method: 'PUT',
  path: 'learning/lessons/:lessonId/progress',
  allow: 'progress.write',
  params: lessonParams,
  body: SavedProgress,
  result: LessonProgress,
  problems: learningProblem,
});

export const completeLesson = endpoint({
  name: 'completeLesson',
  summary: 'Say that a lesson is learned, after its end was reached; a second call changes nothing',
  method: 'POST',
  path: 'learning/lessons/:lessonId/complete',
  allow: 'progress.write',
  params: lessonParams,
  result: z.object({ progress: LessonProgress, next: NextStep }),
  problems: learningProblem,
});
