import type { TestStanding } from '@bimtek/assessment-contracts';
import { AttemptResults } from '@bimtek/assessment-server';
import { Curricula, type CurriculumStructure } from '@bimtek/curriculum-server';
import { type CurrentEnrollment, Enrollments } from '@bimtek/delivery-server';
import {
  type completeLesson,
  type getLearningModule,
  type LearningAccess,
  type LearningModule,
  type LearningOverview,
  learningProblem,
  type LessonProgress,
  type LessonReading,
  type ModuleAssignment,
  type NextStep,
  type TestSummary,
} from '@bimtek/learning-contracts';
import { type Actor, commonProblem, found, type ParamsOf, type ResultOf } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { LearningProgress } from '../progress/learning-progress.service.ts';
import { nextStepOf } from '../progress/next-step.rules.ts';
import { accessOf, moduleProgressOf, notStarted } from '../progress/progress.rules.ts';

/** Everything about one person's learning, as the pages need it. */
interface Facts {
  access: LearningAccess;
  enrollment: CurrentEnrollment;
  structure: CurriculumStructure;
  progress: Map<string, LessonProgress>;
  tests: TestSummary[];
}

@Injectable()
export class LearningService {
  constructor(
    private readonly curricula: Curricula,
    private readonly enrollments: Enrollments,
    private readonly results: AttemptResults,
    private readonly progress: LearningProgress,
  ) {}

  async overview(me: Actor): Promise<LearningOverview> {
    return this.overviewOf(await this.#enrollmentOf(me));
  }

  /** For pages to the right that know the enrollment already, and perhaps where it stands with its tests. */
  async overviewOf(enrollment: CurrentEnrollment, standings?: TestStanding[]): Promise<LearningOverview> {
    const facts = await this.#factsOf(enrollment, standings);
    const { access, structure, progress, tests } = facts;
    return {
      access,
      curriculumTitle: structure.title,
      className: enrollment.className,
      modules: structure.modules.map((module) =>
        moduleProgressOf(module, progress, quizOf(module.code, tests)),
      ),
      tests: tests.filter((test) => test.moduleCode === null),
      next: nextOf(facts),
    };
  }

  async module(me: Actor, { moduleCode }: ParamsOf<typeof getLearningModule>): Promise<LearningModule> {
    const facts = await this.#factsOf(await this.#enrollmentOf(me));
    const { access, structure, progress, tests } = facts;
    const module = found(structure.modules.find((one) => one.code === moduleCode));
    const next = nextOf(facts);
    return {
      access,
      module: moduleProgressOf(module, progress, quizOf(moduleCode, tests)),
      outcome: module.outcome,
      indicators: module.indicators,
      lessons: module.lessons.map((lesson) => ({
        ...lesson,
        progress: progress.get(lesson.id) ?? notStarted,
      })),
      assignment: module.assignment && {
        code: module.assignment.code,
        title: module.assignment.title,
        minutes: module.assignment.minutes,
      },
      next: next && 'moduleCode' in next && next.moduleCode === moduleCode ? next : null,
    };
  }

  /** The brief of a module, once the class is open. */
  async assignment(me: Actor, moduleCode: string): Promise<ModuleAssignment> {
    const enrollment = await this.#enrollmentOf(me);
    if ((accessOf(enrollment) ?? 'readOnly') === 'notYet') throw learningProblem('learning-not-open');
    const { modules } = await this.curricula.current(enrollment.curriculumVersionId);
    const module = found(modules.find((one) => one.code === moduleCode));
    return {
      module: { code: module.code, title: module.title },
      assignment: found(module.assignment),
    };
  }

  async lesson(me: Actor, lessonId: string): Promise<LessonReading> {
    const enrollment = await this.#enrollmentOf(me);
    const access = accessOf(enrollment) ?? 'readOnly';
    const { versionId, module, lesson, index } = await this.curricula.placeOf(lessonId);
    if (versionId !== enrollment.curriculumVersionId) throw commonProblem('not-found');
    if (access === 'notYet') throw learningProblem('learning-not-open');
    const isLast = index === module.lessons.length - 1;
    const [document, progress, standings] = await Promise.all([
      this.curricula.lesson(versionId, lessonId),
      this.progress.ofEnrollment(enrollment.enrollmentId),
      isLast ? this.results.ofEnrollment(enrollment.enrollmentId) : [],
    ]);
    const neighbor = (at: number) => {
      const other = module.lessons[at];
      return other ? { lessonId: other.id, title: other.title } : null;
    };
    const quiz = quizOf(module.code, standings.map(testSummaryOf));
    return {
      access,
      lesson,
      module: { code: module.code, title: module.title },
      number: index + 1,
      of: module.lessons.length,
      document,
      progress: progress.get(lessonId) ?? notStarted,
      previous: neighbor(index - 1),
      next: neighbor(index + 1),
      quiz: quiz && { testId: quiz.testId },
    };
  }

  async complete(me: Actor, at: ParamsOf<typeof completeLesson>): Promise<ResultOf<typeof completeLesson>> {
    const progress = await this.progress.complete(me, at);
    const facts = await this.#factsOf(await this.#enrollmentOf(me));
    return { progress, next: nextStepOf(facts.structure.modules, facts.progress, facts.tests) };
  }

  async #enrollmentOf(me: Actor): Promise<CurrentEnrollment> {
    const enrollment = await this.enrollments.currentOf(me.userId);
    if (!enrollment || accessOf(enrollment) === null) throw learningProblem('not-enrolled');
    return enrollment;
  }

  async #factsOf(enrollment: CurrentEnrollment, known?: TestStanding[]): Promise<Facts> {
    const [structure, progress, standings] = await Promise.all([
      this.curricula.current(enrollment.curriculumVersionId),
      this.progress.ofEnrollment(enrollment.enrollmentId),
      known ?? this.results.ofEnrollment(enrollment.enrollmentId),
    ]);
    const access = accessOf(enrollment) ?? 'readOnly';
    return { access, enrollment, structure, progress, tests: standings.map(testSummaryOf) };
  }
}

/** There is a next step only while something still counts. */
function nextOf({ access, structure, progress, tests }: Facts): NextStep | null {
  return access === 'open' ? nextStepOf(structure.modules, progress, tests) : null;
}

function quizOf(moduleCode: string, tests: TestSummary[]): TestSummary | null {
  return tests.find((test) => test.kind === 'quiz' && test.moduleCode === moduleCode) ?? null;
}

/** A test without a pass mark is passed by taking it. */
export function testSummaryOf(standing: TestStanding): TestSummary {
  return {
    testId: standing.testId,
    kind: standing.kind,
    moduleCode: standing.moduleCode,
    itemCount: standing.itemCount,
    minutes: standing.minutes,
    attemptsUsed: standing.attemptsUsed,
    attemptsAllowed: standing.attemptsAllowed,
    bestScore: standing.bestScore,
    passMark: standing.passMark,
    isPassed: standing.passMark === null ? standing.bestScore !== null : standing.passed === true,
    isOpen: standing.openAttemptId !== null,
    waitUntil: standing.waitUntil,
  };
}
