import type {
  compareSimilarWork,
  compareWork,
  listSimilarWork,
  SimilarWork,
} from '@bimtek/assignments-contracts';
import { Curricula } from '@bimtek/curriculum-server';
import { type Actor, found, type ParamsOf, type Payload, type ResultOf } from '@bimtek/platform-contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { moduleOf } from '../assignment-head.ts';
import { readPiece } from '../marking/pieces.queries.ts';
import { readVersions } from '../submissions/my-assignments.queries.ts';
import {
  holdUncompared,
  meetingPairs,
  type Pair,
  putPairs,
  putPrints,
  readPrints,
  readSimilar,
  type SimilarRow,
  type WorkToCompare,
} from './similarity.queries.ts';
import {
  bucketsOf,
  likenessOf,
  passagesOf,
  RESEMBLANCE_MIN,
  shinglesOf,
  SIMILAR_MAX,
  writtenIn,
} from './similarity.rules.ts';

/** Finds work with much the same words within a run, and shows it to trainers: a hint, never a verdict. */
@Injectable()
export class Similarity {
  constructor(
    private readonly db: DataSource,
    private readonly curricula: Curricula,
  ) {}

  /** Compares these works with all that came before, and with each other. What was compared is left alone. */
  async compare(works: readonly Payload<typeof compareWork>[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      const uncompared = await holdUncompared(
        tx,
        works.map(({ versionId }) => versionId),
      );
      if (uncompared.length === 0) return;
      const briefs = await this.#briefs(uncompared);
      const prints = uncompared.map((work) => {
        const shingles = shinglesOf(writtenIn(work.content), briefs.get(briefOf(work)));
        const buckets = bucketsOf(shingles, `${work.runId}${work.assignmentCode}`);
        return { versionId: work.versionId, submissionId: work.submissionId, shingles, buckets };
      });
      await putPrints(tx, prints);
      const meeting = await meetingPairs(tx, prints);
      const others = await readPrints(tx, [...new Set(meeting.map(({ otherId }) => otherId))]);
      const byId = new Map([...others, ...prints].map((print) => [print.versionId, print]));

      const pairs: Pair[] = [];
      for (const [versionId, met] of Map.groupBy(meeting, (pair) => pair.versionId)) {
        const one = found(byId.get(versionId));
        const alike = met
          .map(({ otherId }) => found(byId.get(otherId)))
          .filter(({ submissionId }) => submissionId !== one.submissionId)
          .map((other) => ({ other, ...likenessOf(one.shingles, other.shingles) }))
          .filter(({ resemblance }) => resemblance >= RESEMBLANCE_MIN)
          .sort((a, b) => b.resemblance - a.resemblance)
          .slice(0, SIMILAR_MAX);
        for (const { other, common, resemblance } of alike) {
          const share = (shingles: Uint32Array) => Math.floor((common / shingles.length) * 100);
          pairs.push(
            { versionId, otherId: other.versionId, resemblance, overlap: share(one.shingles) },
            { versionId: other.versionId, otherId: versionId, resemblance, overlap: share(other.shingles) },
          );
        }
      }
      await putPairs(tx, pairs);
    });
  }

  async list(me: Actor, submissionId: string): Promise<ResultOf<typeof listSimilarWork>> {
    const piece = await readPiece(this.db.manager, me, submissionId);
    return { items: (await readSimilar(this.db.manager, me, piece)).map(viewOf) };
  }

  /** The texts side by side. Of work outside the own classes nothing is shown that the own one does not have. */
  async sideBySide(
    me: Actor,
    { submissionId, otherId }: ParamsOf<typeof compareSimilarWork>,
  ): Promise<ResultOf<typeof compareSimilarWork>> {
    const tx = this.db.manager;
    const piece = await readPiece(tx, me, submissionId);
    const other = found((await readSimilar(tx, me, piece, otherId))[0]);
    const [versions, prints, [person]] = await Promise.all([
      readVersions(tx, submissionId),
      readPrints(tx, [piece.versionId, other.versionId]),
      tx.query<{ name: string }[]>(
        `SELECT coalesce(p.full_name, e.sort_name) AS name FROM delivery_enrollment e
         LEFT JOIN registry_person p ON p.id = e.person_id WHERE e.id = $1`,
        [piece.enrollmentId],
      ),
    ]);
    const shinglesIn = (versionId: string) =>
      new Set(prints.find((print) => print.versionId === versionId)?.shingles);
    const theirs = passagesOf(writtenIn(other.content), shinglesIn(piece.versionId));
    return {
      name: found(person).name,
      mine: passagesOf(writtenIn(found(versions[0]).content), shinglesIn(other.versionId)),
      other: viewOf(other),
      theirs: other.isWithinScope ? theirs : theirs.filter(({ isCommon }) => isCommon),
    };
  }

  /** The shingles of what each assignment says itself. */
  async #briefs(works: readonly WorkToCompare[]): Promise<Map<string, ReadonlySet<number>>> {
    const briefs = new Map<string, ReadonlySet<number>>();
    for (const work of works) {
      const key = briefOf(work);
      if (briefs.has(key)) continue;
      const module = moduleOf(await this.curricula.current(work.curriculumVersionId), work.assignmentCode);
      briefs.set(key, new Set(shinglesOf(writtenIn({ text: '', plan: module?.assignment ?? null }))));
    }
    return briefs;
  }
}

function briefOf({ curriculumVersionId, assignmentCode }: WorkToCompare): string {
  return `${curriculumVersionId}${assignmentCode}`;
}

function viewOf(row: SimilarRow): SimilarWork {
  return {
    submissionId: row.submissionId,
    name: row.isWithinScope ? row.name : null,
    classGroup: { id: row.classGroupId, name: row.className },
    submittedAt: row.submittedAt.toISOString(),
    overlap: row.overlap,
    isSameLibrary: row.isSameLibrary,
  };
}
