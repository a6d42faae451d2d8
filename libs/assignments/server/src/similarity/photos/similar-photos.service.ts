import type { getSimilarPhoto, listSimilarPhotos, SimilarPhoto } from '@bimtek/assignments-contracts';
import { type Actor, found, type ParamsOf, type ResultOf } from '@bimtek/platform-contracts';
import { Files, type StoredFile } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { readPiece } from '../../marking/pieces.queries.ts';
import { SIMILAR_MAX } from '../similarity.rules.ts';
import { bandsOf, DISTANCE_MAX, distanceOf, probesOf } from './photo-hash.rules.ts';
import {
  holdFreshPhotos,
  metStatement,
  putBands,
  putPhotoPairs,
  type SimilarPhotoRow,
  similarPhotosStatement,
} from './photos.queries.ts';

/** Finds photos that look nearly the same among those handed in on an assignment in a run: a hint, never a verdict. */
@Injectable()
export class SimilarPhotos {
  constructor(
    private readonly db: DataSource,
    private readonly files: Files,
  ) {}

  /**
   * Compares these photos with all that came before, and with each other. It is asked for when work is handed in and when
   * a preview is made, whichever comes later; what has no preview yet, is in no hand-in or was compared is left alone.
   */
  async compare(fileIds: readonly string[]): Promise<void> {
    if (fileIds.length === 0) return;
    await this.db.transaction(async (tx) => {
      const fresh = (await holdFreshPhotos(tx, fileIds)).map((photo) => ({
        ...photo,
        bits: BigInt(photo.hash),
        bands: bandsOf(BigInt(photo.hash)),
      }));
      if (fresh.length === 0) return;
      await putBands(tx, fresh);
      for (const photo of fresh) {
        const met: { id: string; hash: string }[] = await tx.query(metStatement, [
          photo.runId,
          photo.assignmentCode,
          probesOf(photo.bits),
          photo.enrollmentId,
        ]);
        const alike = met
          .map(({ id, hash }) => ({ id, distance: distanceOf(photo.bits, BigInt(hash)) }))
          .filter(({ distance }) => distance <= DISTANCE_MAX)
          .sort((one, other) => one.distance - other.distance)
          .slice(0, SIMILAR_MAX);
        await putPhotoPairs(
          tx,
          alike.flatMap(({ id, distance }) => [
            { fileId: photo.id, otherId: id, distance },
            { fileId: id, otherId: photo.id, distance },
          ]),
        );
      }
    });
  }

  /** The same for all files of these versions. */
  async compareFilesOf(versionIds: readonly string[]): Promise<void> {
    const rows: { id: string }[] = await this.db.query(
      `SELECT file_id AS id FROM assignments_version_file WHERE version_id = ANY($1::uuid[])`,
      [versionIds],
    );
    await this.compare(rows.map(({ id }) => id));
  }

  async list(
    me: Actor,
    { submissionId }: ParamsOf<typeof listSimilarPhotos>,
  ): Promise<ResultOf<typeof listSimilarPhotos>> {
    return { items: (await this.#read(this.db.manager, me, submissionId)).map(viewOf) };
  }

  /** The other photo as it is looked at, without what the camera wrote; also of another class, for both show the same. */
  async other(me: Actor, at: ParamsOf<typeof getSimilarPhoto>): Promise<StoredFile> {
    const rows = await this.#read(this.db.manager, me, at.submissionId);
    const pair = rows.find((row) => row.fileId === at.fileId && row.otherFileId === at.otherFileId);
    return this.files.find(found(found(pair).previewId));
  }

  async #read(tx: EntityManager, me: Actor, submissionId: string): Promise<SimilarPhotoRow[]> {
    const piece = await readPiece(tx, me, submissionId);
    const { sql, parameters } = similarPhotosStatement(me, piece);
    return tx.query(sql, parameters);
  }
}

function viewOf(row: SimilarPhotoRow): SimilarPhoto {
  const { fileId, otherFileId, submissionId, distance, isSameFile, isSameLibrary } = row;
  return {
    fileId,
    otherFileId,
    submissionId,
    name: row.isWithinScope ? row.name : null,
    classGroup: { id: row.classGroupId, name: row.className },
    submittedAt: row.submittedAt.toISOString(),
    distance,
    isSameFile,
    isSameLibrary,
  };
}
