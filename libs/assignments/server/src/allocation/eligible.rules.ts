import type { Exclusion } from '@bimtek/assignments-contracts';
import { isOwnWork, type WorkOf } from '@bimtek/registry-server';

/** A trainer of the class, as far as it matters for who marks what. */
export interface Candidate extends WorkOf {
  regencyCode: string | null;
  /** Modules that they know best; none: all alike. */
  modules: readonly string[];
  isAway: boolean;
}

export interface WorkToMark extends WorkOf {
  regencyCode: string | null;
  moduleCode: string;
  /** Who marked it first, when it is marked a second time. */
  firstMarkerId: string | null;
}

export interface Excluded {
  id: string;
  why: Exclusion;
}

/**
 * Who of the class may mark a piece, and why the others may not. Nobody marks their own work, that of their own library, or
 * what they have marked first; whoever is away is not asked. Of those who remain only the ones who know the module best
 * are asked, if there are any.
 */
export function eligibleFor(
  work: WorkToMark,
  candidates: readonly Candidate[],
  { avoidsOwnRegency }: { avoidsOwnRegency: boolean },
): { eligible: string[]; excluded: Excluded[] } {
  const excluded: Excluded[] = [];
  const left: Candidate[] = [];
  for (const candidate of candidates) {
    const why = excludes(work, candidate, avoidsOwnRegency);
    if (why) excluded.push({ id: candidate.personId, why });
    else left.push(candidate);
  }
  const knowing = left.filter(({ modules }) => modules.includes(work.moduleCode));
  const asked = knowing.length > 0 ? knowing : left;
  for (const candidate of left) {
    if (!asked.includes(candidate)) excluded.push({ id: candidate.personId, why: 'other-expertise' });
  }
  return { eligible: asked.map(({ personId }) => personId), excluded };
}

function excludes(work: WorkToMark, candidate: Candidate, avoidsOwnRegency: boolean): Exclusion | null {
  if (work.personId === candidate.personId) return 'own-work';
  if (isOwnWork(work, candidate)) return 'own-library';
  if (avoidsOwnRegency && work.regencyCode !== null && work.regencyCode === candidate.regencyCode) {
    return 'same-regency';
  }
  if (work.firstMarkerId === candidate.personId) return 'first-marker';
  return candidate.isAway ? 'away' : null;
}
