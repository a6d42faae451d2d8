import type {
  AttendanceFlag,
  AttendanceMark,
  AttendanceState,
  CheckPart,
  EvidenceStrength,
  ExcuseKind,
} from '@bimtek/live-contracts';
import { lateMinutesOf, type SessionTimes, standsFor } from './check.rules.ts';

/** One thing that was recorded about somebody at a session. It never changes; what is taken back is recorded as taken back. */
export type Fact =
  | { kind: 'code'; part: CheckPart; at: Date }
  | { kind: 'offline'; part: CheckPart; at: Date; isDoubtful: boolean; isClockWrong: boolean }
  | { kind: 'mark'; mark: AttendanceMark; at: Date }
  /** Both false: this report says nothing about the person after all. */
  | {
      kind: 'report';
      reportId: string;
      counts: { in: boolean; out: boolean };
      joinedAt: Date | null;
      at: Date;
    }
  | { kind: 'venue'; listId: string; isTicked: boolean; hasPhoto: boolean; at: Date }
  | { kind: 'correction'; grants: 'present' | 'partial'; at: Date }
  | { kind: 'excuse'; reason: ExcuseKind; at: Date }
  | { kind: 'substitute'; at: Date };

export interface AttendedTimes extends SessionTimes {
  lessonHours: number;
}

export interface SettledRecord {
  state: AttendanceState;
  hours: number;
  substituteHours: number;
  strength: EvidenceStrength | null;
  lateMinutes: number;
  checkedInAt: Date | null;
  checkedOutAt: Date | null;
  flags: AttendanceFlag[];
}

/** What a fact says: there when it began, there when it ended; null where it says nothing. */
interface Claim {
  strength: EvidenceStrength;
  in: boolean | null;
  out: boolean | null;
  /** When somebody came or left, where it is known. */
  inAt?: Date | undefined;
  outAt?: Date | undefined;
}

const RANK: Record<EvidenceStrength, number> = { decision: 5, code: 4, trainer: 3, venue: 2, offline: 1 };

/**
 * What is true of somebody at a session, from everything that was recorded, oldest first. Coming and leaving are judged apart: each
 * by the strongest that speaks of it, among equals by the kindest. Both make all lesson hours, coming alone makes half. Only then does
 * an excuse speak. How long somebody was connected is never asked: a phone lets go of a page while the picture of the meeting is in front.
 */
export function recordOf(session: AttendedTimes, facts: readonly Fact[]): SettledRecord | null {
  const valid = newestOf(facts).filter((fact) =>
    isCheck(fact) ? standsFor(session, fact.part, fact.at) : true,
  );
  const claims = valid.flatMap(claimsOf);
  const came = strongest(claims, 'in');
  const left = strongest(claims, 'out');
  const isIn = came?.in === true;
  const isOut = isIn && left?.out === true;
  const hours = isIn ? (isOut ? session.lessonHours : session.lessonHours / 2) : 0;
  const excuse = valid.findLast((fact) => fact.kind === 'excuse');
  const hasSubstitute = excuse && valid.some((fact) => fact.kind === 'substitute');
  const flags = flagsOf(valid, claims, { came, left, isIn, isOut });
  if (valid.length === 0 || (claims.length === 0 && !excuse && flags.length === 0)) return null;

  const checkedInAt = isIn
    ? earliest(claims.flatMap((claim) => (claim.in && claim.inAt ? [claim.inAt] : [])))
    : null;
  const ownInAt = came?.inAt ?? checkedInAt;
  return {
    state: stateOf(),
    hours,
    substituteHours: hasSubstitute ? session.lessonHours - hours : 0,
    strength: isIn ? weaker(came, isOut ? left : came) : null,
    lateMinutes: isIn && ownInAt ? lateMinutesOf(session, ownInAt) : 0,
    checkedInAt,
    checkedOutAt: latest(claims.flatMap((claim) => (claim.out && claim.outAt ? [claim.outAt] : []))),
    flags,
  };

  function stateOf(): AttendanceState {
    if (isOut) return 'present';
    if (isIn) return 'partial';
    if (excuse) return excuse.reason === 'sick' ? 'sick' : 'excused';
    return came?.in === false ? 'absent' : 'unsettled';
  }
}

function isCheck(fact: Fact): fact is Extract<Fact, { part: CheckPart }> {
  return fact.kind === 'code' || fact.kind === 'offline';
}

/** Of marks, of one report and of one hall's list only the newest holds. */
function newestOf(facts: readonly Fact[]): Fact[] {
  const newest = new Map<string, Fact>();
  facts.forEach((fact, place) => newest.set(keyOf(fact, place), fact));
  return [...newest.values()].filter((fact) => {
    if (fact.kind === 'mark') return fact.mark !== 'cleared';
    if (fact.kind === 'report') return fact.counts.in || fact.counts.out;
    return fact.kind === 'venue' ? fact.isTicked : true;
  });
}

function keyOf(fact: Fact, place: number): string {
  if (fact.kind === 'mark' || fact.kind === 'excuse' || fact.kind === 'correction') return fact.kind;
  if (fact.kind === 'report') return `report ${fact.reportId}`;
  return fact.kind === 'venue' ? `venue ${fact.listId}` : String(place);
}

function claimsOf(fact: Fact): Claim[] {
  switch (fact.kind) {
    case 'code':
      return [checked('code', fact.part, fact.at)];
    case 'offline':
      return fact.isDoubtful ? [] : [checked('offline', fact.part, fact.at)];
    case 'mark':
      return [{ strength: 'trainer', in: fact.mark !== 'absent', out: fact.mark === 'present' }];
    case 'report':
      // A report that ends early says nothing about the end: who left the meeting may sit in the hall.
      return [
        {
          strength: 'trainer',
          in: fact.counts.in || null,
          out: fact.counts.out || null,
          inAt: fact.joinedAt ?? undefined,
        },
      ];
    case 'venue':
      return fact.hasPhoto ? [{ strength: 'venue', in: true, out: true }] : [];
    case 'correction':
      return [{ strength: 'decision', in: true, out: fact.grants === 'present' }];
    default:
      return [];
  }
}

function checked(strength: EvidenceStrength, part: CheckPart, at: Date): Claim {
  return part === 'in'
    ? { strength, in: true, out: null, inAt: at }
    : { strength, in: null, out: true, outAt: at };
}

function strongest(claims: Claim[], part: CheckPart): Claim | undefined {
  return claims
    .filter((claim) => claim[part] !== null)
    .sort(
      (a, b) =>
        RANK[b.strength] - RANK[a.strength] ||
        Number(b[part]) - Number(a[part]) ||
        timeOf(a.inAt) - timeOf(b.inAt),
    )[0];
}

function timeOf(at: Date | undefined): number {
  return at?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function weaker(one: Claim | undefined, other: Claim | undefined): EvidenceStrength | null {
  const both = [one, other].flatMap((claim) => (claim ? [claim.strength] : []));
  return both.sort((a, b) => RANK[a] - RANK[b])[0] ?? null;
}

function flagsOf(
  facts: Fact[],
  claims: Claim[],
  {
    came,
    left,
    isIn,
    isOut,
  }: { came: Claim | undefined; left: Claim | undefined; isIn: boolean; isOut: boolean },
): AttendanceFlag[] {
  const flags = new Set<AttendanceFlag>();
  const settled = came?.strength === 'decision';
  for (const fact of facts) {
    if (fact.kind !== 'offline') continue;
    if (fact.isDoubtful) {
      if (!isOut) flags.add('doubtful');
    } else {
      const decides = fact.part === 'in' ? came : left;
      if (decides?.strength === 'offline') flags.add('late-sync');
      if (fact.isClockWrong && decides?.strength === 'offline') flags.add('clock');
    }
  }
  if (!isOut && facts.some((fact) => fact.kind === 'venue' && !fact.hasPhoto)) flags.add('no-photo');
  if (!isIn && came === undefined && left?.out === true) flags.add('no-check-in');
  const isSeen = claims.some((claim) => claim.in === true || claim.out === true);
  if (!settled && isSeen && claims.some((claim) => claim.in === false)) flags.add('contradiction');
  return [...flags];
}

function earliest(moments: Date[]): Date | null {
  return moments.reduce<Date | null>((first, at) => (!first || at < first ? at : first), null);
}

function latest(moments: Date[]): Date | null {
  return moments.reduce<Date | null>((last, at) => (!last || at > last ? at : last), null);
}
