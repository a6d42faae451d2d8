import { refusesEntry, type RoomRole, type SessionState, type Channel } from '@bimtek/live-contracts';

/** What is known of somebody at the door of a room; the scope of their role lets them see the session at all. */
export interface Entrant {
  /** By the permissions of the role they act in. */
  attends: boolean;
  leads: boolean;
  /** The class in which they hold a seat, when it belongs to the session. */
  classGroupId: string | null;
  /** Their place among the trainers of the session's class, or of one of the run's; null when they are none. */
  trainerPosition: number | null;
  isTrainer: boolean;
}

/**
 * What somebody is in a room. Trainers of a class: the one named first leads, the others help. A trainee needs a seat;
 * somebody who may neither attend nor lead looks on.
 */
export function roleInRoom(entrant: Entrant): RoomRole | null {
  if (entrant.attends) return entrant.classGroupId === null ? null : 'trainee';
  if (!entrant.leads) return 'observer';
  return !entrant.isTrainer || entrant.trainerPosition === 0 ? 'host' : 'coTrainer';
}

export function leads(role: RoomRole): boolean {
  return role === 'host' || role === 'coTrainer';
}

interface DoorSession {
  state: SessionState;
  startsAt: Date;
  endsAt: Date;
}

/** Why somebody may not come in now, or null. Who leads is never kept out of the own room by a restriction. */
export function refusesJoin(
  session: DoorSession,
  role: RoomRole,
  restriction: { removed: boolean },
  now: Date,
) {
  if (restriction.removed && !leads(role)) return 'removed-from-room' as const;
  return refusesEntry(session, leads(role), now);
}

/** The channels somebody hears. `classIds`: the classes of the session that they learn in or lead. */
export function channelsOf(role: RoomRole, classIds: readonly string[], groupId: string | null): Channel[] {
  if (role === 'observer') return ['all'];
  const classes = classIds.map((id) => `class:${id}` as const);
  if (leads(role)) return ['all', 'staff', ...classes];
  return ['all', ...classes, ...(groupId ? [`group:${groupId}` as const] : [])];
}

/** A room of a class may hear things at once; what goes to a hall is gathered for a second. */
const SMALL_ROOM = 60;
export function gatheringMs(listeners: number): number {
  return listeners <= SMALL_ROOM ? 80 : 1_000;
}
