import { type DataExport, makeDataExport } from '@bimtek/identity-contracts';
import { type Actor, found } from '@bimtek/platform-contracts';
import {
  Clock,
  Files,
  Ids,
  type Limit,
  Outbox,
  PersonalDataSources,
  Throttle,
} from '@bimtek/platform-server';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';

const KEPT_MS = 7 * 24 * 3600_000;
const A_DAY: Limit = { name: 'data-export', points: 3, seconds: 24 * 3600 };

interface ExportRow {
  id: string;
  person_id: string;
  requested_at: Date;
  file_id: string | null;
  ready_at: Date | null;
  expires_at: Date | null;
  size_bytes: number | null;
}

/** The copy of all data about oneself: asked for, made by the worker, kept for seven days, given to nobody else. */
@Injectable()
export class DataExports {
  #sources: PersonalDataSources | undefined;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly files: Files,
    private readonly outbox: Outbox,
    private readonly throttle: Throttle,
    private readonly discovery: DiscoveryService,
  ) {}

  async last(me: Actor): Promise<{ last: DataExport | null }> {
    const [row] = await this.#newest(this.db.manager, me.userId);
    return { last: row ? viewOf(row) : null };
  }

  /** While one is being made, that one; three a day. */
  async request(me: Actor): Promise<DataExport> {
    const [preparing] = await this.#newest(this.db.manager, me.userId);
    if (preparing?.ready_at === null) return viewOf(preparing);
    await this.throttle.spend(A_DAY, me.userId);
    return this.db.transaction(async (tx) => {
      const id = this.ids.next();
      const asked: unknown[] = await tx.query(
        `INSERT INTO identity_data_export (id, person_id, requested_at) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) WHERE ready_at IS NULL DO NOTHING RETURNING id`,
        [id, me.userId, this.clock.now()],
      );
      if (asked.length > 0) await this.outbox.add(tx, makeDataExport, { exportId: id });
      return viewOf(found((await this.#newest(tx, me.userId))[0]));
    });
  }

  /** Another person's, one that is over and one that is not there look the same. */
  async download(me: Actor, exportId: string): Promise<StreamableFile> {
    const [row]: { file_id: string }[] = await this.db.query(
      `SELECT file_id FROM identity_data_export WHERE id = $1 AND person_id = $2 AND file_id IS NOT NULL AND expires_at > $3`,
      [exportId, me.userId, this.clock.now()],
    );
    return this.files.asDownload(found(row).file_id);
  }

  /** Makes the file once; called again, it finds it made. */
  async make(exportId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [row]: { person_id: string; ready_at: Date | null }[] = await tx.query(
        `SELECT person_id, ready_at FROM identity_data_export WHERE id = $1 FOR UPDATE`,
        [exportId],
      );
      if (!row || row.ready_at) return;
      this.#sources ??= new PersonalDataSources(this.discovery);
      const now = this.clock.now();
      const content = {
        keterangan: {
          judul: 'Salinan data pribadi Anda di Ruang Bimtek',
          dibuat: now.toISOString(),
          penjelasan:
            'Berkas ini berisi semua data tentang Anda yang disimpan, dikelompokkan menurut bagiannya. Waktu ditulis dalam UTC. Kata sandi dan kode rahasia tidak disertakan karena hanya disimpan dalam bentuk teracak. Naskah soal tes tidak disertakan; jawaban Anda disertakan dengan kode soalnya. Untuk memperbaiki data, hubungi panitia kelas atau Dinas Perpustakaan Anda.',
        },
        data: await this.#sources.gather(tx, row.person_id),
      };
      const file = await this.files.store(tx, {
        fileName: `data-saya-${now.toISOString().slice(0, 10)}.json`,
        mediaType: 'application/json',
        bytes: Buffer.from(JSON.stringify(content, null, 2)),
        createdBy: row.person_id,
      });
      await tx.query(
        `UPDATE identity_data_export SET file_id = $2, ready_at = $3, expires_at = $4 WHERE id = $1`,
        [exportId, file.id, now, new Date(now.getTime() + KEPT_MS)],
      );
    });
  }

  /** Deletes the files whose time is over. Safe to run twice. */
  async deleteExpired(): Promise<void> {
    const over: { id: string; file_id: string }[] = await this.db.query(
      `SELECT id, file_id FROM identity_data_export WHERE expires_at <= $1`,
      [this.clock.now()],
    );
    for (const { id, file_id } of over) {
      await this.files.remove(file_id);
      await this.db.query(`DELETE FROM identity_data_export WHERE id = $1`, [id]);
    }
  }

  #newest(tx: EntityManager, personId: string): Promise<ExportRow[]> {
    return tx.query(
      `SELECT x.*, f.size_bytes FROM identity_data_export x LEFT JOIN platform_file f ON f.id = x.file_id
       WHERE x.person_id = $1 AND (x.expires_at IS NULL OR x.expires_at > $2)
       ORDER BY x.requested_at DESC, x.id DESC LIMIT 1`,
      [personId, this.clock.now()],
    );
  }
}

function viewOf(row: ExportRow): DataExport {
  return {
    id: row.id,
    state: row.ready_at ? 'ready' : 'preparing',
    requestedAt: row.requested_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    sizeBytes: row.size_bytes,
  };
}
