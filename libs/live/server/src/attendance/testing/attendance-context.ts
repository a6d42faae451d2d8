import { assessmentTables } from '@bimtek/assessment-server';
import type { SessionId } from '@bimtek/live-contracts';
import type { Actor } from '@bimtek/platform-contracts';
import type { UploadedFile } from '@bimtek/platform-server';
import { aTestContext, type TestContext } from '@bimtek/platform-server/testing';
import { Readable } from 'node:stream';
import { LiveWorkerModule } from '../../live.worker.ts';
import { liveSeason } from '../../testing/a-live-class.ts';
import { SessionAttendance } from '../session-attendance.service.ts';

/** The context with its services on an own database, and the questions that substitute tasks ask. */
export function attendanceContext(): Promise<TestContext> {
  return aTestContext([...liveSeason, { ...assessmentTables, jobs: [] }], [LiveWorkerModule]);
}

/** The two codes of a session as a trainer reads them out. */
export async function codesFor(
  context: TestContext,
  trainer: Actor,
  sessionId: SessionId,
): Promise<{ in: string; out: string }> {
  const { codes } = await context.get(SessionAttendance).codes(trainer, { sessionId });
  return { in: codes[0]?.code ?? '', out: codes[1]?.code ?? '' };
}

export const upload = (bytes: Uint8Array | string, fileName = 'bukti.jpg'): UploadedFile => ({
  stream: Readable.from([Buffer.from(bytes)]),
  fileName,
});

/** The beginning of a photo: as much as tells what it is. */
export const aPhoto = Buffer.from([
  0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9,
]);
