import { type EnrollmentState, exitStates, type RefusalCode, seatedStates } from '@bimtek/delivery-contracts';
import type { Permission } from '@bimtek/platform-contracts';

interface Transition {
  /** Any of these permissions suffices; the system may make every move that the table has. */
  by: Permission[];
  /** The move takes something back or sends somebody away, so it has to be explained. */
  reason?: true;
}
type Moves = Partial<Record<EnrollmentState, Transition>>;

const leave: Moves = {
  withdrawn: { by: ['enrollment.end'], reason: true },
  replaced: { by: ['enrollment.end'], reason: true },
};
const stayAway: Moves = { noShow: { by: ['enrollment.end'], reason: true } };

/** Where each state leads, and who may move a person there. What is not in the table is not possible. */
export const transitions: Record<EnrollmentState, Moves> = {
  proposed: { invited: { by: ['enrollment.invite'] }, ...leave },
  // Only the person's own activation registers.
  invited: { registered: { by: [] }, ...leave },
  registered: {
    verified: { by: ['enrollment.verify'] },
    needsCorrection: { by: ['enrollment.verify'], reason: true },
    ...leave,
  },
  needsCorrection: {
    registered: { by: ['enrollment.verify'] },
    verified: { by: ['enrollment.verify'] },
    ...leave,
  },
  verified: {
    placed: { by: ['enrollment.place'] },
    needsCorrection: { by: ['enrollment.verify'], reason: true },
    ...leave,
  },
  placed: {
    active: { by: ['class.manage'] },
    verified: { by: ['enrollment.place'] },
    ...leave,
    ...stayAway,
  },
  active: {
    completed: { by: ['decision.prepare', 'decision.approve'] },
    passed: { by: ['decision.approve'] },
    notPassed: { by: ['decision.approve'] },
    ...leave,
    ...stayAway,
  },
  completed: {
    passed: { by: ['decision.approve'] },
    notPassed: { by: ['decision.approve'] },
    active: { by: ['decision.prepare', 'decision.approve'] },
  },
  // A decision is taken back only together with its class, which is reopened with a reason.
  passed: { completed: { by: ['decision.approve'], reason: true } },
  notPassed: { completed: { by: ['decision.approve'], reason: true } },
  withdrawn: { registered: { by: ['enrollment.verify'], reason: true } },
  replaced: {},
  noShow: { active: { by: ['class.manage'], reason: true } },
};

export type Mover = 'system' | { permissions: ReadonlySet<Permission> };

/** Why a person may not be moved, or null when they may. Being there already is for the caller to notice first. */
export function refusesMove(
  from: EnrollmentState,
  to: EnrollmentState,
  mover: Mover,
  reason?: string,
): 'move-not-possible' | 'not-allowed' | 'reason-missing' | null {
  const transition = transitions[from][to];
  if (!transition) return 'move-not-possible';
  if (mover !== 'system' && !transition.by.some((permission) => mover.permissions.has(permission))) {
    return 'not-allowed';
  }
  if (transition.reason && !reason) return 'reason-missing';
  return null;
}

/** Why somebody may not leave this way on this day (both days are those of the class), or null. */
export function refusesExit(
  to: (typeof exitStates)[number],
  today: string,
  startsOn: string,
): Extract<RefusalCode, 'too-late-to-replace' | 'not-started'> | null {
  if (to === 'replaced' && today > startsOn) return 'too-late-to-replace';
  if (to === 'noShow' && today < startsOn) return 'not-started';
  return null;
}

export function takesSeat(state: EnrollmentState): boolean {
  return (seatedStates as EnrollmentState[]).includes(state);
}

/** Whether the name can still be confirmed: until the decision, and not by those who have left. */
export function canConfirmName(state: EnrollmentState, isClassClosed: boolean): boolean {
  const decided: EnrollmentState[] = ['passed', 'notPassed', ...exitStates];
  return !isClassClosed && !decided.includes(state);
}

/** `+62 812-••••-1234`: enough to recognise a number one knows, too little to call it. */
export function maskedPhone(phone: string | null): string | null {
  if (!phone) return null;
  const national = phone.replace(/^\+62/, '').replaceAll(/\D/g, '');
  if (national.length < 8) return '••••';
  return `+62 ${national.slice(0, 3)}-••••-${national.slice(-4)}`;
}

/** How people are sorted: by the name without titles, capital letters or not. */
export function sortName(fullName: string): string {
  return fullName.trim().toLowerCase();
}
