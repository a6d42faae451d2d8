import type { TestStanding } from '@bimtek/assessment-contracts';
import { AttemptResults, standingOf } from '@bimtek/assessment-server';
import { Curricula, type CurriculumStructure } from '@bimtek/curriculum-server';
import { dayIn, exitStates } from '@bimtek/delivery-contracts';
import type { Home, HomeEnrollment, HomeModule } from '@bimtek/insight-contracts';
import {
  accessOf,
  type LessonStanding,
  moduleProgressOf,
  nextStepOf,
  testSummaryOf,
} from '@bimtek/learning-server';
import type { Actor } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type HomeRow, readHome } from './home.queries.ts';
import { dayOf, stageOf, testsDue } from './home.rules.ts';

const exits = [...exitStates];

/** What a trainee sees first. */
@Injectable()
export class HomeService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly curricula: Curricula,
    private readonly results: AttemptResults,
  ) {}

  /** The hot path: one statement; curriculum and tests come from memory. */
  async home(me: Actor): Promise<Home> {
    const now = this.clock.now();
    const [row] = await readHome(this.db, [me.userId, exits]);
    if (!row) return { ...nothingYet, now: now.toISOString(), name: me.displayName };

    const structure = await this.curricula.current(row.curriculumVersionId);
    const held = await this.results.testsOf(row.curriculumVersionId);
    const standings = standingsOf(row, held, now);
    const summaries = standings.map(testSummaryOf);
    const progress = progressOf(row);
    const today = dayIn(row.timeZone, now);
    const access = accessOf(row);
    const next = access === 'open' ? nextStepOf(structure.modules, progress, summaries) : null;
    const modules = modulesOf(structure, progress, summaries);
    return {
      now: now.toISOString(),
      name: me.displayName,
      stage: stageOf(row, next),
      enrollment: enrollmentOf(row, today),
      next,
      savedAt: row.saved_at?.toISOString() ?? null,
      due: testsDue({ ...row, access, today, modules, tests: standings }),
      modules: access === null ? [] : modules,
      decision: row.outcome && {
        outcome: row.outcome,
        finalScore: Number(row.final_score),
        grade: row.grade,
      },
      certificate: certificateOf(row),
    };
  }
}

const nothingYet: Omit<Home, 'now' | 'name'> = {
  stage: 'notEnrolled',
  enrollment: null,
  next: null,
  savedAt: null,
  due: [],
  modules: [],
  decision: null,
  certificate: null,
};

function enrollmentOf(row: HomeRow, today: string): HomeEnrollment {
  const { state, stateReason, runName, className, classState, timeZone, startsOn, endsOn } = row;
  return {
    id: row.enrollmentId,
    state,
    stateReason,
    runName,
    className,
    classState,
    timeZone,
    startsOn,
    endsOn,
    ...dayOf(startsOn, endsOn, today),
  };
}

function progressOf({ lessons }: HomeRow): Map<string, LessonStanding> {
  const progress = new Map<string, LessonStanding>();
  for (const [lessonId, state, share, isEndReached, updatedAt] of lessons ?? []) {
    progress.set(lessonId, { state, share, isEndReached, updatedAt });
  }
  return progress;
}

type HeldTests = Awaited<ReturnType<AttemptResults['testsOf']>>;

function standingsOf({ attempts }: HomeRow, held: HeldTests, now: Date): TestStanding[] {
  const taken = new Map((attempts ?? []).map((one) => [one.test_id, one]));
  return held.map((test) => {
    const own = taken.get(test.testId);
    return standingOf(
      test,
      {
        used: own?.used ?? 0,
        best: own?.best ?? null,
        open_id: own?.open_id ?? null,
        last_finished_at: own?.last_finished_at ? new Date(own.last_finished_at) : null,
        open_until: own?.open_until ? new Date(own.open_until) : null,
      },
      now,
    );
  });
}

/** Openings and closings, which are held live only, are no modules to learn. */
function modulesOf(
  { modules }: CurriculumStructure,
  progress: ReadonlyMap<string, LessonStanding>,
  tests: ReturnType<typeof testSummaryOf>[],
): HomeModule[] {
  return modules
    .filter(({ lessons, selfStudyHours }) => lessons.length > 0 || selfStudyHours > 0)
    .map((module) => {
      const quiz = tests.find((test) => test.kind === 'quiz' && test.moduleCode === module.code) ?? null;
      const { code, title, state, lessonsCompleted, lessonsTotal, share } = moduleProgressOf(
        module,
        progress,
        quiz,
      );
      const { bestScore = null, isPassed = false } = quiz ?? {};
      return {
        code,
        title,
        state,
        lessonsCompleted,
        lessonsTotal,
        share,
        quiz: quiz && { bestScore, isPassed },
      };
    });
}

function certificateOf(row: HomeRow): Home['certificate'] {
  const { certificate_id: id, certificate_number: number, validity, is_ready } = row;
  return id && number && validity ? { id, number, validity, isReady: is_ready === true } : null;
}
