import type { EnrollmentRow } from '@bimtek/delivery-contracts';
import {
  checkEnrollments,
  endEnrollments,
  issueActivationCards,
  placeEnrollments,
  proposePlacement,
  restoreEnrollments,
  unplaceEnrollments,
  verifyEnrollments,
} from '@bimtek/delivery-contracts';
import type { Endpoint } from '@bimtek/platform-contracts';

export type BulkAct =
  | 'check'
  | 'flag'
  | 'verify'
  | 'sendBack'
  | 'place'
  | 'propose'
  | 'move'
  | 'unplace'
  | 'end'
  | 'restore'
  | 'cards';
type State = EnrollmentRow['state'];

const endpointOf: Record<BulkAct, Endpoint> = {
  check: checkEnrollments,
  flag: checkEnrollments,
  verify: verifyEnrollments,
  sendBack: verifyEnrollments,
  place: placeEnrollments,
  propose: proposePlacement,
  move: placeEnrollments,
  unplace: unplaceEnrollments,
  end: endEnrollments,
  restore: restoreEnrollments,
  cards: issueActivationCards,
};

/** States from which an act leads somewhere, the next step first. The server decides for each person. */
const fitting: Record<BulkAct, State[]> = {
  verify: ['registered', 'needsCorrection'],
  check: ['registered', 'needsCorrection'],
  flag: ['registered', 'needsCorrection'],
  place: ['verified'],
  propose: ['verified'],
  cards: ['invited'],
  sendBack: ['registered', 'verified'],
  move: ['placed', 'active'],
  unplace: ['placed'],
  restore: ['withdrawn', 'noShow'],
  end: ['invited', 'registered', 'needsCorrection', 'verified', 'placed', 'active'],
};

/** What can be done with the people of these states by somebody who may do so much; the main act first. */
export function actsFor(states: readonly State[], may: (endpoint: Endpoint) => boolean): BulkAct[] {
  return (Object.keys(fitting) as BulkAct[]).filter(
    (act) => may(endpointOf[act]) && states.some((state) => fitting[act].includes(state)),
  );
}
