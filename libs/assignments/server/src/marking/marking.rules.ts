import { CLAIM_MINUTES, type MarkingRefusal, type SubmissionState } from '@bimtek/assignments-contracts';
import type { ClassGroupState } from '@bimtek/delivery-contracts';
import { stateAfter } from '../submissions/submission-state.rules.ts';

export interface ClaimFacts {
  claimedBy: string | null;
  claimedUntil: Date | null;
}

export function claimEnd(now: Date): Date {
  return new Date(now.getTime() + CLAIM_MINUTES * 60_000);
}

/** Whether somebody is at work on it; the last instant still counts. */
export function isClaimed({ claimedBy, claimedUntil }: ClaimFacts, now: Date): boolean {
  return claimedBy !== null && claimedUntil !== null && now <= claimedUntil;
}

export interface PieceFacts extends ClaimFacts {
  classState: ClassGroupState;
  state: SubmissionState;
  isOwnWork: boolean;
  /** Who gave the first mark of a piece that is marked twice. */
  firstMarkerId: string | null;
  /** The two marks are too far apart; a master trainer decides. */
  isDisputed: boolean;
}

/** Why this person may not mark a piece at `now`, or null when they may. */
export function refusesMarking(piece: PieceFacts, markerId: string, now: Date): MarkingRefusal | null {
  const refusal = refusesAnyMark(piece);
  if (refusal) return refusal;
  if (!stateAfter(piece.state, 'claim')) return 'not-to-be-marked';
  if (piece.state === 'secondMarking') {
    if (piece.firstMarkerId === markerId) return 'first-marker';
    if (piece.isDisputed) return 'not-to-be-marked';
  }
  return isClaimed(piece, now) && piece.claimedBy !== markerId ? 'claimed-by-another' : null;
}

/** Why this person may change nothing about the marks of a piece, whatever its state. */
export function refusesAnyMark({
  classState,
  isOwnWork,
}: Pick<PieceFacts, 'classState' | 'isOwnWork'>): MarkingRefusal | null {
  if (classState === 'closed') return 'class-closed';
  if (classState === 'preparing') return 'class-not-open';
  return isOwnWork ? 'own-library' : null;
}
