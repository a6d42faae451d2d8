import type { CurriculumVersionId, LessonId, ModuleId } from '@bimtek/curriculum-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Asset } from '../assets/asset.entity.ts';
import { Lesson } from '../lessons/lesson.entity.ts';
import { CurriculumVersion } from '../versions/curriculum-version.entity.ts';
import { Subject } from '../versions/subject.entity.ts';
import { type CurriculumPackage, readCurriculumPackage } from './curriculum-package.ts';

export interface LoadedPackage {
  versionId: CurriculumVersionId;
  number: number;
  /** False when the same files had been loaded before. */
  isNew: boolean;
}

/** Brings content files into the database as drafts. */
@Injectable()
export class PackageLoader {
  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly audit: AuditLog,
  ) {}

  async load(tx: EntityManager, me: Actor | 'system', folder: string): Promise<LoadedPackage> {
    const content = await readCurriculumPackage(folder);
    const programCode = content.program.code;
    // Two that load at once: the second one waits, and finds what the first one made.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('curriculum:' || $1, 0))`, [programCode]);
    const same = await tx.findOneBy(CurriculumVersion, { programCode, contentHash: content.contentHash });
    if (same) return { versionId: same.id, number: same.number, isNew: false };

    const number = ((await tx.maximum(CurriculumVersion, 'number', { programCode })) ?? 0) + 1;
    const versionId = await this.#insert(tx, content, number);
    await this.audit.record(tx, me, {
      action: 'curriculum.load',
      subject: { type: 'curriculumVersion', id: versionId },
      after: { programCode, number, title: content.title, contentHash: content.contentHash },
    });
    return { versionId, number, isNew: true };
  }

  async #insert(tx: EntityManager, content: CurriculumPackage, number: number): Promise<CurriculumVersionId> {
    const now = this.clock.now();
    const versionId = this.ids.next<CurriculumVersionId>();
    await tx.insert(CurriculumVersion, {
      id: versionId,
      programCode: content.program.code,
      programName: content.program.name,
      number,
      title: content.title,
      state: 'draft',
      lessonHourMinutes: content.lessonHourMinutes,
      totalLessonHours: content.modules.reduce((sum, one) => sum + one.liveHours + one.selfStudyHours, 0),
      passRules: content.passRules as never,
      tests: content.tests as never,
      contentHash: content.contentHash,
      createdAt: now,
    });
    const modules = content.modules.map((module) => ({ ...module, id: this.ids.next<ModuleId>() }));
    await tx.insert(
      Subject,
      modules.map((module) => ({
        id: module.id,
        versionId,
        position: module.position,
        code: module.code,
        title: module.title,
        subjectGroup: module.group,
        liveHours: module.liveHours,
        selfStudyHours: module.selfStudyHours,
        outcome: module.outcome?.trim() ?? null,
        indicators: module.indicators as never,
        assignment: module.assignment as never,
      })),
    );
    const lessons = modules.flatMap((module) =>
      module.lessons.map((lesson, position) => ({
        id: this.ids.next<LessonId>(),
        moduleId: module.id,
        versionId,
        position,
        code: lesson.code,
        title: lesson.title,
        kind: lesson.kind,
        minutes: lesson.minutes,
        summary: lesson.summary,
        indicators: lesson.indicators as never,
        document: lesson.document as never,
        sizeBytes: lesson.sizeBytes,
      })),
    );
    if (lessons.length > 0) await tx.insert(Lesson, lessons);
    if (content.assets.length > 0) {
      await tx
        .createQueryBuilder()
        .insert()
        .into(Asset)
        .values(
          content.assets.map(({ hash, mediaType, bytes }) => ({ hash, mediaType, bytes, createdAt: now })),
        )
        .orIgnore()
        .execute();
    }
    return versionId;
  }
}
