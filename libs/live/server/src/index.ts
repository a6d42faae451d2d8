export { attendanceTotals } from './attendance/attendance-totals.ts';
export { LiveApiModule } from './live.api.ts';
export { LiveModule } from './live.module.ts';
export { liveTables } from './live.tables.ts';
export { LiveWorkerModule } from './live.worker.ts';
