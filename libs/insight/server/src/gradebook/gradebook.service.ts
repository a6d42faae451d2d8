import { type ScoreColumn } from '@bimtek/graduation-contracts';
import { ClassScores } from '@bimtek/graduation-server';
import type {
  exportGradebook,
  getGradebook,
  Gradebook,
  GradebookRow,
  GradedWork,
} from '@bimtek/insight-contracts';
import type { Actor, ParamsOf, QueryOf } from '@bimtek/platform-contracts';
import { attachment, AuditLog, xlsxOf, XLSX_TYPE } from '@bimtek/platform-server';
import { Injectable, StreamableFile } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { countWork, readWork, type WorkRow } from './gradebook.queries.ts';
import { componentOfWork } from './gradebook.rules.ts';
import { cellText, headingOf, sheetHeads } from './gradebook-sheet.ts';

/** A sheet has all people of a class; no class has more. */
const MOST_PEOPLE = 10_000;

/** Scores of a class beside the work they come from, for those who lead it. */
@Injectable()
export class GradebookService {
  constructor(
    private readonly db: DataSource,
    private readonly scores: ClassScores,
    private readonly audit: AuditLog,
  ) {}

  async get(
    me: Actor,
    at: ParamsOf<typeof getGradebook>,
    query: QueryOf<typeof getGradebook>,
  ): Promise<Gradebook> {
    const { items, columns, recorded, classGroup, people, next, total } = await this.scores.list(
      me,
      at,
      query,
    );
    const [work, counts] = await Promise.all([
      readWork(
        this.db.manager,
        items.map(({ enrollmentId }) => enrollmentId),
      ),
      countWork(this.db.manager, me, at.classGroupId),
    ]);
    const workOf = Map.groupBy(work, ({ enrollmentId }) => enrollmentId);
    const countsOf = new Map(counts.map((count) => [componentOfWork(columns, count.moduleCode), count]));
    return {
      classGroup,
      people,
      next,
      total,
      columns: columns.map((column) => {
        const { assignmentCode = null, waiting = 0, unread = 0 } = countsOf.get(column.component) ?? {};
        return { ...column, assignmentCode, waiting, unread, recorded: recorded[column.component] ?? 0 };
      }),
      items: items.map((person): GradebookRow => {
        const has = new Set<string>(person.scores.map(({ component }) => component));
        return {
          ...person,
          work: (workOf.get(person.enrollmentId) ?? []).flatMap((row) => workView(row, columns)),
          missing: columns.map(({ component }) => component).filter((component) => !has.has(component)),
        };
      }),
    };
  }

  /** Who took the scores of a class away with them is noted. */
  async export(me: Actor, at: ParamsOf<typeof exportGradebook>): Promise<StreamableFile> {
    const { classGroup, columns, items } = await this.get(me, at, { limit: MOST_PEOPLE });
    await this.audit.record(this.db.manager, me, {
      action: 'insight.gradebook-exported',
      subject: { type: 'class-group', id: classGroup.id },
      after: { people: items.length },
    });
    const heads = [
      ...sheetHeads.before,
      ...columns.map((column) => ({ heading: headingOf(column), width: 16 })),
      ...sheetHeads.after,
    ];
    const rows = items.map((row) => {
      const unread = row.work.filter(({ hasFeedback, feedbackReadAt }) => hasFeedback && !feedbackReadAt);
      return [
        row.participantCode ?? '',
        row.name,
        row.place ?? '',
        ...columns.map(({ component }) => cellText(row, component)),
        row.finalScore,
        row.missing.length,
        unread.length,
      ];
    });
    return new StreamableFile(xlsxOf('Buku nilai', heads, rows), {
      type: XLSX_TYPE,
      disposition: attachment(`buku-nilai-${classGroup.code.toLowerCase()}.xlsx`),
    });
  }
}

function workView(row: WorkRow, columns: readonly ScoreColumn[]): GradedWork[] {
  const component = componentOfWork(columns, row.moduleCode);
  if (!component) return [];
  const { submissionId, assignmentCode, state, hasFeedback, feedbackReadAt } = row;
  return [
    {
      component,
      submissionId,
      assignmentCode,
      state,
      hasFeedback,
      feedbackReadAt: feedbackReadAt?.toISOString() ?? null,
    },
  ];
}
