import {
  curriculumProblem,
  type CurriculumVersionId,
  type LessonDocument,
  type LessonId,
} from '@bimtek/curriculum-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import { AuditLog, Clock } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, type EntityManager } from 'typeorm';
import { Lesson } from '../lessons/lesson.entity.ts';
import { type LoadedPackage, PackageLoader } from '../packages/package-loader.service.ts';
import { CurriculumVersion } from './curriculum-version.entity.ts';
import {
  type CurriculumStructure,
  type LessonPlace,
  placeIn,
  readStructure,
} from './curriculum-structure.ts';
import { canArchive, refusesUse } from './version.rules.ts';

/** What other contexts ask of curricula. Frozen versions never change, so they are read once and kept. */
@Injectable()
export class Curricula {
  readonly #structures = new LRUCache<string, CurriculumStructure>({ max: 50 });
  readonly #documents = new LRUCache<string, LessonDocument>({ max: 500 });
  readonly #versionOf = new LRUCache<string, CurriculumVersionId>({ max: 5_000 });

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly loader: PackageLoader,
  ) {}

  /** Finds the version made of exactly these files, or makes the next draft. Throws ContentError when they do not fit. */
  loadPackage(tx: EntityManager, me: Actor | 'system', folder: string): Promise<LoadedPackage> {
    return this.loader.load(tx, me, folder);
  }

  /** Modules, lessons, rules and tests of a version. Refuses an unknown one with 404. */
  async current(versionId: string): Promise<CurriculumStructure> {
    const kept = this.#structures.get(versionId);
    if (kept) return kept;
    const read = found(await readStructure(this.db.manager, versionId as CurriculumVersionId));
    if (read.isFrozen) this.#structures.set(versionId, read);
    return read;
  }

  /** Where a lesson stands. Refuses an unknown one with 404. */
  async placeOf(lessonId: string): Promise<LessonPlace> {
    let versionId = this.#versionOf.get(lessonId);
    if (!versionId) {
      const lesson = await this.db.manager.findOne(Lesson, {
        where: { id: lessonId as LessonId },
        select: { id: true, versionId: true },
      });
      versionId = found(lesson).versionId;
      this.#versionOf.set(lessonId, versionId);
    }
    return found(placeIn(await this.current(versionId), lessonId));
  }

  /** The text of a lesson of this version. Refuses one of another version with 404. */
  async lesson(versionId: string, lessonId: string): Promise<LessonDocument> {
    const key = `${versionId}/${lessonId}`;
    const kept = this.#documents.get(key);
    if (kept) return kept;
    const { document } = found(
      await this.db.manager.findOne(Lesson, {
        where: { id: lessonId as LessonId, versionId: versionId as CurriculumVersionId },
        select: { id: true, document: true },
      }),
    );
    if ((await this.current(versionId)).isFrozen) this.#documents.set(key, document);
    return document;
  }

  /** Freezes a draft so that runs can use it. Does nothing when it is in use already. */
  async putInUse(tx: EntityManager, me: Actor | 'system', versionId: string): Promise<CurriculumVersion> {
    const version = await this.#locked(tx, versionId);
    const lessonCount = await tx.countBy(Lesson, { versionId: version.id });
    const refusal = refusesUse({ state: version.state, lessonCount });
    if (refusal === 'already') return version;
    if (refusal) throw curriculumProblem(refusal);
    const now = this.clock.now();
    return this.#move(tx, me, version, { state: 'inUse', frozenAt: version.frozenAt ?? now });
  }

  /** Offers a version no longer. What uses it goes on. Does nothing when it is archived already. */
  async archive(tx: EntityManager, me: Actor | 'system', versionId: string): Promise<CurriculumVersion> {
    const version = await this.#locked(tx, versionId);
    if (!canArchive(version.state)) return version;
    return this.#move(tx, me, version, { state: 'archived', archivedAt: this.clock.now() });
  }

  async #locked(tx: EntityManager, versionId: string): Promise<CurriculumVersion> {
    const where = { id: versionId as CurriculumVersionId };
    return found(await tx.findOne(CurriculumVersion, { where, lock: { mode: 'pessimistic_write' } }));
  }

  async #move(
    tx: EntityManager,
    me: Actor | 'system',
    version: CurriculumVersion,
    change: Partial<Pick<CurriculumVersion, 'state' | 'frozenAt' | 'archivedAt'>>,
  ): Promise<CurriculumVersion> {
    await tx.update(CurriculumVersion, { id: version.id }, change);
    await this.audit.record(tx, me, {
      action: change.state === 'inUse' ? 'curriculum.put-in-use' : 'curriculum.archive',
      subject: { type: 'curriculumVersion', id: version.id },
      before: { state: version.state },
      after: { state: change.state, number: version.number, title: version.title },
    });
    return { ...version, ...change };
  }
}
