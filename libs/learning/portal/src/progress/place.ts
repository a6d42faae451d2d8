import type { SavedProgress } from '@bimtek/learning-contracts';

/** What this device still has to tell the server about one lesson. */
export interface UnsentPlace extends SavedProgress {
  /** "Selesai dipelajari" was pressed. */
  isCompleted: boolean;
}

/** Of two places the one read later; the end and the completion stay once they are there. */
export function merged(older: UnsentPlace | undefined, newer: UnsentPlace): UnsentPlace {
  if (!older) return newer;
  const { blockIndex, fraction, readAt } = newer.readAt >= older.readAt ? newer : older;
  return {
    blockIndex,
    fraction,
    readAt,
    isEndReached: older.isEndReached || newer.isEndReached,
    isCompleted: older.isCompleted || newer.isCompleted,
  };
}

/** Whether everything of `unsent` is in `sent`, so that it need not be kept. */
export function isCovered(unsent: UnsentPlace, sent: UnsentPlace): boolean {
  return (
    unsent.readAt <= sent.readAt &&
    (!unsent.isEndReached || sent.isEndReached) &&
    (!unsent.isCompleted || sent.isCompleted)
  );
}
