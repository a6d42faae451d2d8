import { isOwnWork, type WorkOf } from '@bimtek/registry-server';

/** Why a prepared decision may not be approved by this person at this moment, or null when it may. */
export function refusesApproval(
  facts: {
    /** The preparation the person looked at, and the one that stands. */
    preparedAtSeen: Date;
    preparedAt: Date;
    isStale: boolean;
    areResultsOnTheirWay: boolean;
    people: readonly WorkOf[];
  },
  decider: WorkOf,
): 'own-library' | 'results-on-their-way' | 'prepared-facts-changed' | null {
  if (facts.people.some((person) => isOwnWork(person, decider))) return 'own-library';
  if (facts.areResultsOnTheirWay) return 'results-on-their-way';
  if (facts.isStale || facts.preparedAtSeen.getTime() !== facts.preparedAt.getTime())
    return 'prepared-facts-changed';
  return null;
}
