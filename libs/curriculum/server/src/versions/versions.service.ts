import {
  type archiveCurriculum,
  type CurriculumLesson,
  type CurriculumVersionRow,
  CurriculumVersionView,
  type listCurriculumVersions,
  type previewLesson,
} from '@bimtek/curriculum-contracts';
import { type Actor, found, type Page, type ParamsOf, type QueryOf } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Curricula } from './curricula.service.ts';

type VersionRow = Omit<CurriculumVersionRow, 'createdAt' | 'frozenAt' | 'archivedAt'> & {
  createdAt: Date;
  frozenAt: Date | null;
  archivedAt: Date | null;
};

/** A curriculum has no owner and no region: those who may read it see the same, save that drafts are its editors' own. */
const VISIBLE = `(v.state <> 'draft' OR $1::boolean)`;
const ROW = `
  SELECT v.id, v.program_code AS "programCode", v.number, v.title, v.state, v.total_lesson_hours AS "totalLessonHours",
         v.created_at AS "createdAt", v.frozen_at AS "frozenAt", v.archived_at AS "archivedAt",
         (SELECT count(*)::int FROM curriculum_module m WHERE m.version_id = v.id) AS "moduleCount",
         (SELECT count(*)::int FROM curriculum_lesson l WHERE l.version_id = v.id) AS "lessonCount"
  FROM curriculum_version v`;

/** The manage area's view of curriculum versions. */
@Injectable()
export class VersionsService {
  constructor(
    private readonly db: DataSource,
    private readonly curricula: Curricula,
  ) {}

  async list(
    me: Actor,
    { after, limit }: QueryOf<typeof listCurriculumVersions>,
  ): Promise<Page<CurriculumVersionRow>> {
    const isUuid = after === undefined || /^[0-9a-f-]{36}$/.test(after);
    const rows: VersionRow[] = await this.db.query(
      `${ROW} WHERE ${VISIBLE} AND ($2::uuid IS NULL OR v.id < $2::uuid) ORDER BY v.id DESC LIMIT $3`,
      [seesDrafts(me), isUuid ? (after ?? null) : null, limit + 1],
    );
    const [{ total } = { total: 0 }]: { total: number }[] = await this.db.query(
      `SELECT count(*)::int AS total FROM curriculum_version v WHERE ${VISIBLE}`,
      [seesDrafts(me)],
    );
    const items = rows.slice(0, limit).map(rowOf);
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, total };
  }

  async view(me: Actor, versionId: string): Promise<CurriculumVersionView> {
    const row = await this.#row(this.db.manager, me, versionId);
    const { lessonHourMinutes, passRules, tests, modules } = await this.curricula.current(versionId);
    return CurriculumVersionView.parse({ ...row, lessonHourMinutes, passRules, tests, modules });
  }

  async preview(me: Actor, { lessonId }: ParamsOf<typeof previewLesson>): Promise<CurriculumLesson> {
    const { versionId, module, lesson } = await this.curricula.placeOf(lessonId);
    await this.#row(this.db.manager, me, versionId);
    const document = await this.curricula.lesson(versionId, lessonId);
    return { lesson, versionId, module: { code: module.code, title: module.title }, document };
  }

  async putInUse(
    me: Actor,
    { versionId }: ParamsOf<typeof archiveCurriculum>,
  ): Promise<CurriculumVersionRow> {
    return this.db.transaction(async (tx) => {
      await this.curricula.putInUse(tx, me, versionId);
      return this.#row(tx, me, versionId);
    });
  }

  async archive(me: Actor, { versionId }: ParamsOf<typeof archiveCurriculum>): Promise<CurriculumVersionRow> {
    return this.db.transaction(async (tx) => {
      await this.curricula.archive(tx, me, versionId);
      return this.#row(tx, me, versionId);
    });
  }

  async #row(db: EntityManager, me: Actor, versionId: string): Promise<CurriculumVersionRow> {
    const [row]: VersionRow[] = await db.query(`${ROW} WHERE ${VISIBLE} AND v.id = $2`, [
      seesDrafts(me),
      versionId,
    ]);
    return rowOf(found(row));
  }
}

function seesDrafts(me: Actor): boolean {
  return me.permissions.has('curriculum.manage');
}

function rowOf(row: VersionRow): CurriculumVersionRow {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    frozenAt: row.frozenAt?.toISOString() ?? null,
    archivedAt: row.archivedAt?.toISOString() ?? null,
  };
}
