import { AttemptResults } from '@bimtek/assessment-server';
import { Curricula } from '@bimtek/curriculum-server';
import { type ClassGroupId, dayIn } from '@bimtek/delivery-contracts';
import type {
  ClassAverage,
  ClassProgress,
  getClassProgress,
  listClassAverages,
  PersonProgress,
  ProgressModule,
  StandingCounts,
} from '@bimtek/insight-contracts';
import { type Actor, commonProblem, found, type QueryOf, type ResultOf } from '@bimtek/platform-contracts';
import { Clock } from '@bimtek/platform-server';
import { nameWithTitles } from '@bimtek/registry-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readRuns } from '../summary/summary.queries.ts';
import {
  type AverageRow,
  type ClassRow,
  type LessonModules,
  type PersonRow,
  readClass,
  readClassAverages,
  readClassProgress,
} from './class-progress.queries.ts';
import { lessonsExpected, standingOf } from './progress-standing.rules.ts';

const nobody: StandingCounts = { notStarted: 0, behind: 0, onTrack: 0, done: 0 };

/** People and classes against the modules of their curriculum. Modules and tests come from memory. */
@Injectable()
export class ClassProgressService {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly curricula: Curricula,
    private readonly results: AttemptResults,
  ) {}

  async ofClass(
    me: Actor,
    classGroupId: ClassGroupId,
    query: QueryOf<typeof getClassProgress>,
  ): Promise<ClassProgress> {
    const group = found(await readClass(this.db.manager, me, classGroupId));
    const { modules, lessons } = await this.columnsOf(group.curriculumVersionId);
    const classGroup = this.#headOf(group, lessons.total);
    const { rows, whole, keyset } = await readClassProgress(
      this.db.manager,
      me,
      classGroupId,
      lessons,
      classGroup.lessonsExpected,
      query,
    );
    const seesScores = me.permissions.has('score.read');
    const page = keyset.page(rows, ({ done, sortName, id }) =>
      query.order === 'behind' ? [String(done), sortName, id] : [sortName, id],
    );
    const standings = { ...nobody, ...whole.standings };
    return {
      ...page,
      items: page.items.map((row) => personOf(row, seesScores)),
      classGroup,
      modules,
      lessonsTotal: lessons.total,
      whole: {
        people: Object.values(standings).reduce((sum, people) => sum + people, 0),
        standings,
        modules: (whole.modules ?? []).map(([code, lessonsDone, peopleDone]) => ({
          code,
          lessonsDone,
          peopleDone,
        })),
        scores: seesScores ? (whole.scores ?? {}) : null,
      },
    };
  }

  async averages(
    me: Actor,
    { runId, ...query }: QueryOf<typeof listClassAverages>,
  ): Promise<ResultOf<typeof listClassAverages>> {
    const runs = await readRuns(this.db.manager, me, runId);
    const [run] = runs;
    if (runId && run?.id !== runId) throw commonProblem('not-found');
    if (!run) {
      return {
        items: [],
        next: null,
        previous: null,
        total: 0,
        run: null,
        runs,
        modules: [],
        lessonsTotal: 0,
      };
    }
    const { modules, lessons } = await this.columnsOf(run.curriculumVersionId);
    const { rows, total, keyset } = await readClassAverages(this.db.manager, me, lessons, {
      ...query,
      runId: run.id,
    });
    const seesScores = me.permissions.has('score.read');
    const page = keyset.page(rows, ({ code, id }) => [code, id]);
    return {
      ...page,
      items: page.items.map((row) => this.#averageOf(row, lessons.total, seesScores)),
      total,
      run,
      runs,
      modules,
      lessonsTotal: lessons.total,
    };
  }

  /** The modules that have lessons or tests, and their lessons. Of a version: kept in memory by those it belongs to. */
  async columnsOf(versionId: string): Promise<{ modules: ProgressModule[]; lessons: LessonModules }> {
    const structure = await this.curricula.current(versionId);
    const tests = await this.results.testsOf(versionId);
    const modules = structure.modules
      .map(({ code, title, lessons, assignment }) => ({
        code,
        title,
        lessons: lessons.length,
        hasQuiz: tests.some(({ rules }) => rules.kind === 'quiz' && rules.moduleCode === code),
        hasAssignment: assignment !== null,
      }))
      .filter(({ lessons, hasQuiz, hasAssignment }) => lessons > 0 || hasQuiz || hasAssignment);
    const pairs = structure.modules.flatMap(({ code, lessons }) => lessons.map(({ id }) => ({ id, code })));
    return {
      modules,
      lessons: {
        lessonIds: pairs.map(({ id }) => id),
        codes: pairs.map(({ code }) => code),
        sizes: Object.fromEntries(modules.map(({ code, lessons }) => [code, lessons])),
        total: pairs.length,
      },
    };
  }

  #headOf(group: Omit<ClassRow, 'curriculumVersionId'>, total: number): ClassProgress['classGroup'] {
    const today = dayIn(group.timeZone, this.clock.now());
    return { ...group, lessonsExpected: lessonsExpected(total, group, today) };
  }

  #averageOf(row: AverageRow, total: number, seesScores: boolean): ClassAverage {
    const head = this.#headOf(row, total);
    const standings = { ...nobody };
    for (const [done, begun] of row.people ?? []) {
      standings[standingOf({ done, begun, expected: head.lessonsExpected, total })]++;
    }
    return {
      classGroup: { ...head, provinceName: row.provinceName },
      whole: {
        people: row.people?.length ?? 0,
        standings,
        modules: (row.modules ?? []).map(([code, lessonsDone]) => ({ code, lessonsDone })),
        scores: seesScores ? (row.scores ?? {}) : null,
      },
    };
  }
}

function personOf(row: PersonRow, seesScores: boolean): PersonProgress {
  return {
    enrollmentId: row.id,
    personId: row.personId,
    name: nameWithTitles({ ...row, fullName: row.fullName ?? row.sortName }),
    place: row.place,
    state: row.state,
    standing: row.standing,
    lessonsDone: row.done,
    modules: (row.modules ?? []).map(([code, done, begun]) => ({ code, done, begun })),
    scores: seesScores ? (row.scores ?? {}) : null,
    lastActiveAt: row.lastActiveAt ? new Date(row.lastActiveAt).toISOString() : null,
  };
}
