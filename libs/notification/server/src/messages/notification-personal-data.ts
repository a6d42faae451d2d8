import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';

@HoldsPersonalData({ context: 'notification', label: 'Pesan' })
export class NotificationPersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows: Record<string, unknown>[] = await db.query(
      `SELECT template AS jenis, params AS isi, link AS tautan, created_at AS diterima, read_at AS dibaca
       FROM notification_message WHERE recipient_id = $1 ORDER BY created_at, id`,
      [personId],
    );
    return { 'pesan untuk saya': rows };
  }
}
