import { HoldsPersonalData, type PersonalDataSource } from '@bimtek/platform-server';
import type { EntityManager } from 'typeorm';
import { attendanceDataOf } from './attendance/attendance-personal-data.ts';
import { roomDataOf } from './room/room-personal-data.ts';

@HoldsPersonalData({ context: 'live', label: 'Sesi langsung' })
export class LivePersonalData implements PersonalDataSource {
  async of(db: EntityManager, personId: string): Promise<Record<string, unknown>> {
    const rows = (sql: string): Promise<Record<string, unknown>[]> => db.query(sql, [personId]);
    return {
      ...(await attendanceDataOf(db, personId)),
      ...(await roomDataOf(db, personId)),
      'alamat kalender': await rows(
        `SELECT created_at AS dibuat, last_read_at AS "terakhir dibaca" FROM live_calendar_feed WHERE person_id = $1`,
      ),
    };
  }
}
