import {
  asksForPlan,
  type HandInContent,
  type HandInRefusal,
  REVISIONS_MAX,
  type SubmissionState,
  takesLink,
} from '@bimtek/assignments-contracts';
import type { HandInKind } from '@bimtek/curriculum-contracts';
import type { ClassGroupState, EnrollmentState } from '@bimtek/delivery-contracts';
import { stateAfter } from './submission-state.rules.ts';

export interface WriterFacts {
  enrollmentState: EnrollmentState;
  /** Null for somebody who has no class yet. */
  classState: ClassGroupState | null;
  /** Null when nothing has been written. */
  state: SubmissionState | null;
}

/** Why nothing can be written now, or null when something can. A draft may be written however late it is. */
export function refusesDraft({ enrollmentState, classState, state }: WriterFacts): HandInRefusal | null {
  if (classState === 'closed') return 'class-closed';
  if (classState === null || classState === 'preparing') return 'class-not-open';
  if (enrollmentState !== 'active') return 'not-active';
  return stateAfter(state ?? 'draft', 'handIn') ? null : 'already-handed-in';
}

/** The same for a file: to a plan the photo of the sheet that the village head signed may follow after it was handed in. */
export function refusesFile(facts: WriterFacts, kinds: readonly HandInKind[]): HandInRefusal | null {
  const refusal = refusesDraft(facts);
  return refusal === 'already-handed-in' && asksForPlan(kinds) ? null : refusal;
}

/** Why nothing can be handed in at `now`. Work that was asked back is never too late while the class is open. */
export function refusesHandIn(
  facts: WriterFacts & { versions: number; acceptedUntil: Date | null },
  now: Date,
): HandInRefusal | null {
  const refusal = refusesDraft(facts);
  if (refusal) return refusal;
  const { versions, acceptedUntil } = facts;
  return versions === 0 && acceptedUntil && now > acceptedUntil ? 'too-late' : null;
}

/**
 * Why this cannot be handed in for an assignment of these kinds, or null when it can. Text always can, but where a plan is
 * asked for: what is typed there has its place in the plan.
 */
export function refusesContent(
  content: Pick<HandInContent, 'text' | 'link' | 'files' | 'plan'>,
  kinds: readonly HandInKind[],
) {
  if (asksForPlan(kinds)) return content.plan === null ? 'nothing-to-hand-in' : null;
  if (content.plan !== null) return 'plan-not-taken';
  if (content.link !== null && !takesLink(kinds)) return 'link-not-taken';
  const hasFiles = content.files.length > 0;
  return content.text.trim() === '' && content.link === null && !hasFiles ? 'nothing-to-hand-in' : null;
}

/** How often work that was handed in so many times may still be asked back. */
export function revisionsLeft(versions: number): number {
  return versions === 0 ? REVISIONS_MAX : Math.max(0, REVISIONS_MAX + 1 - versions);
}
