import type { EnrollmentId } from '@bimtek/delivery-contracts';
import type { MatchBy } from '@bimtek/live-contracts';
import type * as z from 'zod';
import { plainName, type ReportPerson } from './connection.rules.ts';

type By = z.infer<typeof MatchBy>;

export interface KnownPerson {
  enrollmentId: EnrollmentId;
  name: string;
  participantCode: string | null;
  phone: string | null;
}

export interface Candidate {
  enrollmentId: EnrollmentId;
  name: string;
  by: By;
}

/** Alike enough to be shown; a person looks before it counts. */
const SIMILAR = 0.7;
const MOST = 3;

/**
 * Who of the class a row may be, the most certain first: by the participant code in the name, a phone number in it, the same name, or a
 * similar one. Nothing is taken over without a person's word.
 */
export function candidatesFor(
  { name }: Pick<ReportPerson, 'name'>,
  people: readonly KnownPerson[],
): Candidate[] {
  const found = people.flatMap((person) => {
    const by = matchOf(name, person);
    return by ? [{ person, ...by }] : [];
  });
  return found
    .sort((a, b) => order.indexOf(a.by) - order.indexOf(b.by) || b.likeness - a.likeness)
    .slice(0, MOST)
    .map(({ person, by }) => ({ enrollmentId: person.enrollmentId, name: person.name, by }));
}

const order: readonly By[] = ['code', 'phone', 'name', 'similar'];

function matchOf(name: string, person: KnownPerson): { by: By; likeness: number } | null {
  if (person.participantCode && codeIn(name) === keyOfCode(person.participantCode))
    return { by: 'code', likeness: 1 };
  if (person.phone && phonesIn(name).includes(tailOf(person.phone))) return { by: 'phone', likeness: 1 };
  const [written, known] = [plainName(withoutCode(name)), plainName(person.name)];
  if (written === '' || known === '') return null;
  if (written === known) return { by: 'name', likeness: 1 };
  const likeness = likenessOf(written, known);
  return likeness >= SIMILAR ? { by: 'similar', likeness } : null;
}

/** `BT26-000123`, however it is spaced. */
const CODE = /\b(BT\d{2})[\s_-]*(\d{6})\b/i;

function codeIn(name: string): string | null {
  const found = CODE.exec(name);
  return found ? `${found[1]}${found[2]}`.toUpperCase() : null;
}

function keyOfCode(code: string): string {
  return code.replaceAll(/[^a-z0-9]/gi, '').toUpperCase();
}

function withoutCode(name: string): string {
  return name.replace(CODE, ' ').replaceAll(/\+?\d[\d\s-]{7,}\d/g, ' ');
}

/** The last nine digits: the same with 0, 62 or +62 in front. */
function tailOf(phone: string): string {
  return phone.replaceAll(/\D/g, '').slice(-9);
}

function phonesIn(name: string): string[] {
  return (name.match(/\+?\d[\d\s-]{7,}\d/g) ?? []).map(tailOf).filter((tail) => tail.length === 9);
}

/**
 * How alike two names are, 0 to 1: the words of the shorter are looked for in the longer, each by its pairs of letters (Dice). So a
 * name that lacks a part is still found, and a slip of the finger costs little.
 */
export function likenessOf(one: string, other: string): number {
  const [short, long] = [one.split(' '), other.split(' ')].sort((a, b) => a.length - b.length);
  if (!short || !long) return 0;
  const left = [...long];
  let sum = 0;
  for (const word of short) {
    const scores = left.map((candidate) => dice(word, candidate));
    const best = Math.max(0, ...scores);
    sum += best;
    if (best > 0) left.splice(scores.indexOf(best), 1);
  }
  // One word of a long name is a hint; it is no more than that.
  const missing = long.length - short.length;
  return Math.max(0, sum / short.length - 0.08 * missing);
}

function dice(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [pairsOf(one), pairsOf(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const left = [...b];
  let same = 0;
  for (const pair of a) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    same++;
    left.splice(at, 1);
  }
  return (2 * same) / (a.length + b.length);
}

function pairsOf(word: string): string[] {
  return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2));
}

/** The one that may be ticked beforehand: certain, and nobody else is as certain. */
export function sureOf(candidates: readonly Candidate[]): EnrollmentId | null {
  const [first, second] = candidates;
  if (!first || first.by === 'similar') return null;
  return second?.by === first.by ? null : first.enrollmentId;
}
