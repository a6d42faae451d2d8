import type { AttendanceRecord } from '@bimtek/live-contracts';

/** A record as `RECORD_JSON` gives it: instants as Postgres writes them. */
export type RecordJson = AttendanceRecord;

export function recordView(record: RecordJson | null): AttendanceRecord | null {
  if (!record) return null;
  return { ...record, checkedInAt: iso(record.checkedInAt), checkedOutAt: iso(record.checkedOutAt) };
}

function iso(at: string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
