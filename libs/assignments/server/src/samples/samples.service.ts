import {
  type Calibrated,
  type getMarkerCalibration,
  type listMySamples,
  type listSamples,
  type listSampleSources,
  type MySample,
  type MySampleRow,
  PANEL_MIN,
  type putSample,
  type removeSample,
  sampleProblem,
  SAMPLES_MAX,
  type saveSampleMark,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { holdRole } from '@bimtek/identity-server';
import {
  type Actor,
  type BodyOf,
  found,
  type ParamsOf,
  type QueryOf,
  type ResultOf,
} from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { moduleFor, moduleOf, modulesWithAssignment } from '../assignment-head.ts';
import { isSameMark, missingLevels, scoreOf, unknownCriteria } from '../marking/score.rules.ts';
import { readRun } from '../rubrics/rubric.queries.ts';
import { besidePanel, differenceFrom, meanOf, panelOf, rounded } from './panel.rules.ts';
import {
  type ComparedFacts,
  comparedStatement,
  isSource,
  mySample,
  type MySampleFacts,
  mySamplesStatement,
  othersOn,
  panelOfRun,
  putSampleMark,
  samplesOfRun,
  sampleSources,
  type SavedSampleMark,
} from './samples.queries.ts';

const YEAR = 365 * 86_400_000;

/** Work without names that all trainers of a run mark before the season, and how they lie beside one another. */
@Injectable()
export class Samples {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly curricula: Curricula,
    private readonly audit: AuditLog,
  ) {}

  async list(me: Actor, { runId }: ParamsOf<typeof listSamples>): Promise<ResultOf<typeof listSamples>> {
    const tx = this.db.manager;
    const run = await readRun(tx, me, runId);
    const [structure, samples, marks] = await Promise.all([
      this.curricula.current(run.curriculumVersionId),
      samplesOfRun(tx, runId),
      panelOfRun(tx, runId),
    ]);
    const names = new Map(marks.map(({ markerId, name }) => [markerId, name]));
    return {
      run: { id: runId, name: run.name },
      assignments: modulesWithAssignment(structure).map(({ assignment: { code, title } }) => ({
        code,
        title,
      })),
      samples: samples.map(({ points, ...sample }) => ({
        ...sample,
        finished: points.length,
        ...(points.length >= PANEL_MIN ? meanOf(points) : { mean: null, spread: null }),
      })),
      members: [...panelOf(marks)]
        .map(([personId, beside]) => ({ personId, name: names.get(personId) ?? '–', ...beside }))
        .sort(
          (one, other) =>
            Math.abs(other.leniency ?? 0) - Math.abs(one.leniency ?? 0) || (one.name < other.name ? -1 : 1),
        ),
    };
  }

  async sources(
    me: Actor,
    { runId }: ParamsOf<typeof listSampleSources>,
    { assignmentCode }: QueryOf<typeof listSampleSources>,
  ): Promise<ResultOf<typeof listSampleSources>> {
    await readRun(this.db.manager, me, runId);
    return { items: await sampleSources(this.db.manager, runId, assignmentCode) };
  }

  async put(
    me: Actor,
    { runId, sampleId }: ParamsOf<typeof putSample>,
    { assignmentCode, text, sourceId }: BodyOf<typeof putSample>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const madeAt = this.clock.now();
      const run = await readRun(tx, me, runId);
      await holdRole(tx, me, madeAt);
      // One after the other, so that numbers follow each other.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('assignments-samples ' || $1, 0))`, [
        runId,
      ]);
      found(moduleOf(await this.curricula.current(run.curriculumVersionId), assignmentCode));
      if (sourceId) found((await isSource(tx, runId, assignmentCode, sourceId)) || null);
      const held = await this.#held(tx, sampleId);
      if (held) {
        found(held.run_id === runId || null);
        const isSame = held.text === text && held.assignment_code === assignmentCode;
        if (isSame && held.source_id === sourceId) return;
        if (held.retired_at) throw sampleProblem('sample-retired');
        const marks: unknown[] = await tx.query(
          `SELECT FROM assignments_sample_mark WHERE sample_id = $1 LIMIT 1`,
          [sampleId],
        );
        if (marks.length > 0) throw sampleProblem('sample-in-use');
      }
      const rows: { n: number }[] = await tx.query(
        `SELECT count(*)::int AS n FROM assignments_sample WHERE run_id = $1 AND retired_at IS NULL AND id <> $2`,
        [runId, sampleId],
      );
      if ((rows[0]?.n ?? 0) >= SAMPLES_MAX) throw sampleProblem('too-many-samples');
      await tx.query(
        `INSERT INTO assignments_sample (id, run_id, assignment_code, number, text, source_id, made_by, made_at)
         SELECT $1, $2, $3, 1 + coalesce(max(o.number), 0), $4, $5, $6, $7
         FROM assignments_sample o WHERE o.run_id = $2 AND o.assignment_code = $3 AND o.id <> $1
         ON CONFLICT (id) DO UPDATE SET assignment_code = excluded.assignment_code, number = excluded.number,
           text = excluded.text, source_id = excluded.source_id, made_by = excluded.made_by, made_at = excluded.made_at`,
        [sampleId, runId, assignmentCode, text, sourceId, me.userId, madeAt],
      );
      await this.audit.record(tx, me, {
        action: 'assignments.sample-put',
        subject: { type: 'run', id: runId },
        after: { sampleId, assignmentCode, sourceId },
      });
    });
  }

  async remove(me: Actor, { runId, sampleId }: ParamsOf<typeof removeSample>): Promise<void> {
    await this.db.transaction(async (tx) => {
      await readRun(tx, me, runId);
      await holdRole(tx, me, this.clock.now());
      const held = found(await this.#held(tx, sampleId));
      found(held.run_id === runId || null);
      if (held.retired_at) return;
      await tx.query(`UPDATE assignments_sample SET retired_at = $2 WHERE id = $1`, [
        sampleId,
        this.clock.now(),
      ]);
      await this.audit.record(tx, me, {
        action: 'assignments.sample-removed',
        subject: { type: 'run', id: runId },
        before: { sampleId, assignmentCode: held.assignment_code },
      });
    });
  }

  async mine(me: Actor): Promise<ResultOf<typeof listMySamples>> {
    const { sql, parameters } = mySamplesStatement(me);
    const [rows, calibrated] = await Promise.all([
      this.db.query<MySampleFacts[]>(sql, parameters),
      this.#calibrated(me.userId),
    ]);
    return { items: rows.map(rowOf), calibrated };
  }

  of({ personId }: ParamsOf<typeof getMarkerCalibration>): Promise<Calibrated> {
    return this.#calibrated(personId);
  }

  /** What the others gave is nobody's to know before they have given theirs. */
  async get(me: Actor, sampleId: string): Promise<MySample> {
    const tx = this.db.manager;
    const sample = await mySample(tx, me, sampleId);
    const others = sample.isFinished ? await othersOn(tx, sampleId, me.userId) : [];
    const { content, revision, savedAt } = sample;
    const codes = [...new Set(others.flatMap(({ levels }) => Object.keys(levels)))];
    const meanLevel = (code: string) => {
      const levels = others.flatMap((one) => one.levels[code] ?? []);
      return rounded(levels.reduce((sum, level) => sum + level, 0) / levels.length);
    };
    return {
      ...rowOf(sample),
      text: sample.text,
      brief: await this.#brief(sample),
      mark: content && savedAt ? { content, revision: revision ?? 0, savedAt: savedAt.toISOString() } : null,
      points: sample.points,
      panel:
        others.length < PANEL_MIN
          ? null
          : {
              points: meanOf(others.map(({ points }) => points)).mean ?? 0,
              marks: others.length,
              levels: Object.fromEntries(codes.map((code) => [code, meanLevel(code)])),
            },
    };
  }

  async save(
    me: Actor,
    sampleId: string,
    { content, basedOn, isFinished }: BodyOf<typeof saveSampleMark>,
  ): Promise<ResultOf<typeof saveSampleMark>> {
    return this.db.transaction(async (tx) => {
      const savedAt = this.clock.now();
      const held = await this.#held(tx, sampleId, 'FOR SHARE');
      const sample = await mySample(tx, me, sampleId);
      await holdRole(tx, me, savedAt);
      const { rubric } = await this.#brief(sample);
      const unknown = unknownCriteria(rubric, content);
      if (unknown.length > 0) throw sampleProblem('criterion-unknown', { criteria: unknown });
      const missing = missingLevels(rubric, content.levels);
      if (isFinished && missing.length > 0) throw sampleProblem('mark-incomplete', { criteria: missing });
      // Sent again because the answer was lost.
      const isSame = sample.content !== null && isSameMark(sample.content, content);
      const isDone = isSame && sample.revision === basedOn + 1 && sample.isFinished === isFinished;
      if (isDone || (isSame && sample.isFinished && isFinished)) return answerOf(sample as SavedSampleMark);
      if (sample.isFinished) throw sampleProblem('already-finished');
      if (held?.retired_at) throw sampleProblem('sample-retired');
      const points = isFinished ? scoreOf(rubric, content.levels, 0).points : null;
      const at = { sampleId, markerId: me.userId };
      const saved = await putSampleMark(tx, at, { content, basedOn, savedAt, points });
      if (!saved) throw sampleProblem('stale-mark');
      return answerOf(saved);
    });
  }

  async #calibrated(personId: string): Promise<Calibrated> {
    const since = new Date(this.clock.now().getTime() - YEAR);
    const rows = await this.db.query<ComparedFacts[]>(comparedStatement, [personId, since]);
    const samples = rows.flatMap(({ others, ...row }) => {
      const difference = differenceFrom(row.mine, others);
      return difference === null ? [] : [{ ...row, difference, panel: rounded(row.mine - difference) }];
    });
    return { ...besidePanel(samples.map(({ difference }) => difference)), samples };
  }

  async #brief(sample: MySampleFacts) {
    const structure = await this.curricula.current(sample.curriculumVersionId);
    return found(moduleFor(structure, sample)).assignment;
  }

  async #held(tx: EntityManager, sampleId: string, lock: 'FOR UPDATE' | 'FOR SHARE' = 'FOR UPDATE') {
    const [row] = await tx.query<
      {
        run_id: string;
        assignment_code: string;
        text: string;
        source_id: string | null;
        retired_at: Date | null;
      }[]
    >(
      `SELECT run_id, assignment_code, text, source_id, retired_at FROM assignments_sample WHERE id = $1 ${lock}`,
      [sampleId],
    );
    return row;
  }
}

function rowOf({
  id,
  runId,
  runName,
  assignmentCode,
  number,
  content,
  isFinished,
}: MySampleFacts): MySampleRow {
  return {
    id,
    run: { id: runId, name: runName },
    assignmentCode,
    number,
    state: isFinished ? 'finished' : content ? 'begun' : 'new',
  };
}

function answerOf({ revision, savedAt, points }: SavedSampleMark) {
  return { revision, savedAt: savedAt.toISOString(), points };
}
