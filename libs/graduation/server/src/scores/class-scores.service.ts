import { type CurriculumStructure, Curricula } from '@bimtek/curriculum-server';
import {
  type listClassScores,
  type PersonScores,
  SCORE_IMPORT,
  type ScoreColumn,
  scoreFileProblem,
} from '@bimtek/graduation-contracts';
import type { Actor, Import, ParamsOf, QueryOf, ResultOf } from '@bimtek/platform-contracts';
import { attachment, Imports, type UploadedFile, xlsxOf, XLSX_TYPE } from '@bimtek/platform-server';
import { Injectable, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { classHead, headOf } from '../class-head.queries.ts';
import { placeAfter } from '../keyset.ts';
import { explainResult, type PassPlan } from '../results/graduation.rules.ts';
import { passPlanOf } from '../results/pass-plan.ts';
import { countClassScores, type PersonRow, readClassScores } from './class-scores.queries.ts';
import { componentsOf, templateColumns, templateRow } from './score-sheet.ts';

type AtClass = ParamsOf<typeof listClassScores>;

/** No class has more people; the template is one sheet of all. */
const MOST_PEOPLE = 10_000;

/** The scores of a class, for those who lead or organize it. */
@Injectable()
export class ClassScores {
  constructor(
    private readonly db: DataSource,
    private readonly curricula: Curricula,
    private readonly imports: Imports,
  ) {}

  async list(
    me: Actor,
    { classGroupId }: AtClass,
    { after, limit, q }: QueryOf<typeof listClassScores>,
  ): Promise<ResultOf<typeof listClassScores>> {
    const group = await classHead(this.db.manager, me, classGroupId);
    const structure = await this.curricula.current(group.curriculumVersionId);
    const plan = passPlanOf(structure);
    const [rows, counts] = await Promise.all([
      readClassScores(this.db.manager, me, classGroupId, { after, limit: limit + 1, q }),
      countClassScores(this.db.manager, me, classGroupId, q),
    ]);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      classGroup: headOf(group),
      columns: columnsOf(structure, plan),
      items: shown.map((row) => personScores(row, plan)),
      next: last ? placeAfter(last.sortName, last.enrollmentId) : null,
      total: counts.matching,
      people: counts.people,
      recorded: counts.recorded,
    };
  }

  /** The people of the class as a sheet to fill in. */
  async template(me: Actor, { classGroupId }: AtClass): Promise<StreamableFile> {
    const group = await classHead(this.db.manager, me, classGroupId);
    const structure = await this.curricula.current(group.curriculumVersionId);
    const columns = templateColumns(componentsOf(passPlanOf(structure)));
    const scheduled = structure.modules.reduce((hours, module) => hours + module.liveHours, 0);
    const people = await readClassScores(this.db.manager, me, classGroupId, { limit: MOST_PEOPLE });
    const rows = people.map(({ name, participantCode, scores }) =>
      templateRow(
        {
          code: participantCode ?? '',
          name,
          scores: Object.fromEntries(scores.map((score) => [score.component, score])),
        },
        columns,
        scheduled,
      ),
    );
    return new StreamableFile(xlsxOf('Nilai', columns, rows), {
      type: XLSX_TYPE,
      disposition: attachment(`nilai-${group.code.toLowerCase()}.xlsx`),
    });
  }

  /** Takes a sheet in and has it checked; nothing is recorded yet. */
  async upload(me: Actor, { classGroupId }: AtClass, file: UploadedFile): Promise<Import> {
    const group = await classHead(this.db.manager, me, classGroupId);
    if (group.state === 'closed') throw scoreFileProblem('class-closed');
    return this.imports.start(me, {
      kind: SCORE_IMPORT,
      options: { classGroupId, classCode: group.code, className: group.name },
      fileName: file.fileName,
      stream: file.stream,
    });
  }
}

function columnsOf({ modules }: CurriculumStructure, plan: PassPlan): ScoreColumn[] {
  const titles = new Map(modules.map(({ code, title }) => [code, title]));
  return componentsOf(plan).map((component) => {
    const moduleCode = component.split(':')[1] ?? null;
    return { component, moduleCode, moduleTitle: (moduleCode && titles.get(moduleCode)) ?? null };
  });
}

function personScores({ sortName: _, ...row }: PersonRow, plan: PassPlan): PersonScores {
  const { outcome, finalScore, attendanceRate, conditions } = explainResult(row.scores, plan);
  return {
    ...row,
    scores: row.scores.map((score) => ({ ...score, recordedAt: new Date(score.recordedAt).toISOString() })),
    outcome,
    finalScore,
    attendanceRate,
    conditions: conditions.map(({ code, state }) => ({ code, state })),
  };
}
