import { UNUSED_FILE_DAYS } from '@bimtek/assignments-contracts';
import { Clock, Files } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Uploads } from './uploads.service.ts';

const AT_ONCE = 500;
const DAY_MS = 86_400_000;

/** From `$1` on nothing can name a file that was attached before `$2` and that neither a draft nor a hand-in names. */
export const discardUnused = `
  UPDATE assignments_file f SET discarded_at = $1
  WHERE f.kept_at IS NULL AND f.attached_at < $2 AND f.discarded_at IS NULL
    AND NOT EXISTS (
      SELECT FROM assignments_submission s
      WHERE s.enrollment_id = f.enrollment_id AND s.assignment_code = f.assignment_code
        AND s.draft->'files' ? f.id::text)`;

interface Discarded {
  id: string;
  stored: string[];
}

/** What was begun and is wanted by nobody: uploads that ended on the way, files that no work names. */
@Injectable()
export class UnusedFiles {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly files: Files,
    private readonly uploads: Uploads,
  ) {}

  async remove(): Promise<void> {
    await this.#removeUploads();
    await this.#removeFiles();
  }

  /** The bytes first: a row without bytes is found again the next time, bytes without a row never. */
  async #removeUploads(): Promise<void> {
    for (;;) {
      const rows: { id: string }[] = await this.db.query(
        `SELECT id FROM assignments_upload WHERE expires_at < $1 ORDER BY expires_at LIMIT ${AT_ONCE}`,
        [this.clock.now()],
      );
      if (rows.length === 0) return;
      const ids = rows.map(({ id }) => id);
      await this.uploads.forget(ids);
      await this.db.query(`DELETE FROM assignments_upload WHERE id = ANY($1::uuid[])`, [ids]);
    }
  }

  /** First nothing can name a file any more, then its bytes go, then what is known of it. */
  async #removeFiles(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - UNUSED_FILE_DAYS * DAY_MS);
    await this.db.query(discardUnused, [this.clock.now(), before]);
    for (;;) {
      const rows: Discarded[] = await this.db.query(
        `SELECT id, array_remove(ARRAY[preview_id, thumbnail_id, original_id], NULL) AS stored
         FROM assignments_file WHERE kept_at IS NULL AND discarded_at IS NOT NULL ORDER BY attached_at LIMIT ${AT_ONCE}`,
      );
      if (rows.length === 0) return;
      for (const { id, stored } of rows) {
        for (const fileId of stored) await this.files.remove(fileId);
        await this.db.query(`DELETE FROM assignments_file WHERE id = $1`, [id]);
      }
    }
  }
}
