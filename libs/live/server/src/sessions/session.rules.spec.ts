import { dayAfter, instantIn, localIn, phaseOf, refusesEntry } from '@bimtek/live-contracts';
import type { TimeZone } from '@bimtek/delivery-contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  firstOverlap,
  hoursByModule,
  isSameSpan,
  movedSpans,
  overlap,
  refusesCancel,
  refusesMove,
  type Span,
  spanOf,
} from './session.rules.ts';

const at = (time: string) => new Date(`2026-07-06T${time}:00Z`);
const span = (from: string, until: string): Span => ({ startsAt: at(from), endsAt: at(until) });
const zones: TimeZone[] = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];

describe('the wall clock of a class', () => {
  it.each([
    ['Asia/Jakarta', '2026-07-06T02:00:00.000Z'],
    ['Asia/Makassar', '2026-07-06T01:00:00.000Z'],
    ['Asia/Jayapura', '2026-07-06T00:00:00.000Z'],
  ] as const)('shows 09.00 in %s at %s', (zone, instant) => {
    expect(instantIn(zone, '2026-07-06', '09:00').toISOString()).toBe(instant);
  });

  it('shows 11.00 in Eastern Indonesia when it is 09.00 in the west', () => {
    expect(localIn('Asia/Jayapura', instantIn('Asia/Jakarta', '2026-07-06', '09:00')).time).toBe('11:00');
  });

  it('is on another day than the clock of Greenwich early in the morning', () => {
    expect(instantIn('Asia/Jayapura', '2026-07-06', '06:30').toISOString()).toBe('2026-07-05T21:30:00.000Z');
  });

  it('gives back what it was given, in every zone, as the calendar of the browser has it', () => {
    const minute = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const day = fc.integer({ min: 0, max: 20_000 }).map((days) => dayAfter('2000-01-01', days));
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, minute, (zone, on, minutes) => {
        const two = (value: number) => String(value).padStart(2, '0');
        const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
        const instant = instantIn(zone, on, time);
        expect(localIn(zone, instant)).toEqual({ day: on, time });
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'short',
        }).format(instant);
        expect(shown).toBe(`${on} ${time}`);
      }),
    );
  });
});

describe('overlap', () => {
  it.each([
    ['one after the other', span('02:00', '03:00'), span('03:00', '04:00'), false],
    ['by a minute', span('02:00', '03:01'), span('03:00', '04:00'), true],
    ['one within the other', span('02:00', '05:00'), span('03:00', '04:00'), true],
    ['the same', span('02:00', '03:00'), span('02:00', '03:00'), true],
  ])('%s', (_case, one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
    expect(overlap(other, one)).toBe(expected);
  });

  it('is found among any number of sessions exactly when two of them have a minute in common', () => {
    const some = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 10 }))
      .map(([from, minutes]): Span => ({
        startsAt: new Date(from * 60_000),
        endsAt: new Date((from + minutes) * 60_000),
      }));
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), (spans) => {
        const pairs = spans.flatMap((one, index) =>
          spans.slice(index + 1).map((other) => overlap(one, other)),
        );
        expect(firstOverlap(spans) !== null).toBe(pairs.includes(true));
      }),
    );
  });
});

describe('moving a series', () => {
  const zone = 'Asia/Makassar';
  const slot = (day: string, from = '09:00', until = '10:30') => spanOf(zone, { day, from, until });

  it('keeps the days between, and takes the new hours for all', () => {
    const later = [slot('2026-07-08'), slot('2026-07-13', '13:00', '14:00')];
    const moved = movedSpans(zone, slot('2026-07-06'), later, {
      day: '2026-07-07',
      from: '10:00',
      until: '11:30',
    });
    expect(moved.map(({ span: { startsAt } }) => localIn(zone, startsAt))).toEqual([
      { day: '2026-07-07', time: '10:00' },
      { day: '2026-07-09', time: '10:00' },
      { day: '2026-07-14', time: '10:00' },
    ]);
  });

  it('moves nothing when it is done a second time', () => {
    const to = { day: '2026-07-01', from: '14:00', until: '15:00' };
    const [first, ...later] = movedSpans(zone, slot('2026-07-06'), [slot('2026-07-08')], to).map(
      (one) => one.span,
    );
    if (!first) throw new Error('nothing was moved');
    const again = movedSpans(zone, first, later, to);
    expect(again.every(({ session, span: to }) => isSameSpan(session, to))).toBe(true);
  });
});

describe('refusesMove', () => {
  const planned = { ...span('10:00', '11:30'), state: 'planned' as const };
  const to = { startsAt: new Date('2026-07-09T02:00:00Z'), endsAt: new Date('2026-07-09T03:30:00Z') };
  const dayBefore = new Date('2026-07-05T10:00:00Z');
  const after = (date: Date, ms: number) => new Date(date.getTime() + ms);
  const longer = { startsAt: planned.startsAt, endsAt: at('12:00') };

  it.each([
    ['a day before, by a trainer', planned, to, false, dayBefore, null],
    ['a minute later, by a trainer', planned, to, false, after(dayBefore, 60_000), 'too-late-to-move'],
    ['a minute later, by the organizer', planned, to, true, after(dayBefore, 60_000), null],
    ['once it has begun', planned, to, true, at('10:00'), 'session-begun'],
    ['only its end, once it has begun', planned, longer, true, at('10:30'), null],
    ['once it is over', planned, to, true, at('11:30'), 'session-over'],
    ['into the past', planned, span('08:00', '09:00'), true, at('09:00'), 'in-the-past'],
    ['when cancelled', { ...planned, state: 'cancelled' as const }, to, true, dayBefore, 'session-cancelled'],
    ['when closed', { ...planned, state: 'closed' as const }, to, true, dayBefore, 'session-closed'],
  ])('%s', (_case, session, target, movesLate, now, expected) =>
    expect(refusesMove(session, target, movesLate, now)).toBe(expected),
  );
});

describe('refusesCancel', () => {
  it.each([
    ['before it begins', 'planned', '09:00', null],
    ['while it runs', 'planned', '10:30', null],
    ['once it is over', 'planned', '11:30', 'session-over'],
    ['again, also later', 'cancelled', '12:00', null],
    ['when closed', 'closed', '09:00', 'session-closed'],
  ] as const)('%s', (_case, state, now, expected) =>
    expect(refusesCancel({ ...span('10:00', '11:30'), state }, at(now))).toBe(expected),
  );
});

describe('the doors of a session', () => {
  const session = { ...span('10:00', '11:30'), state: 'planned' as const };
  it.each([
    ['16 minutes before', '09:44', 'upcoming', 'not-open-yet', null],
    ['15 minutes before', '09:45', 'open', null, null],
    ['an hour and a minute before', '08:59', 'upcoming', 'not-open-yet', 'not-open-yet'],
    ['an hour before', '09:00', 'upcoming', 'not-open-yet', null],
    ['at the start', '10:00', 'running', null, null],
    ['at the end', '11:30', 'past', null, null],
    ['30 minutes after the end', '12:00', 'past', null, null],
    ['31 minutes after the end', '12:01', 'past', 'session-over', 'session-over'],
  ] as const)('%s', (_case, now, phase, forTrainee, forHost) => {
    expect(phaseOf(session, at(now))).toBe(phase);
    expect(refusesEntry(session, false, at(now))).toBe(forTrainee);
    expect(refusesEntry(session, true, at(now))).toBe(forHost);
  });

  it.each([
    ['cancelled', 'session-cancelled'],
    ['closed', 'session-over'],
  ] as const)('are shut when it is %s', (state, expected) =>
    expect(refusesEntry({ ...session, state }, true, at('10:30'))).toBe(expected),
  );
});

describe('hoursByModule', () => {
  const modules = [
    { code: 'M0', title: 'Pembukaan', liveHours: 1 },
    { code: 'M1', title: 'Literasi', liveHours: 2 },
    { code: 'M9', title: 'Hanya mandiri', liveHours: 0 },
  ];

  it('counts what is planned and closed, halves too, and leaves out what is cancelled', () => {
    const sessions = [
      { moduleCode: 'M1', lessonHours: 1.5, state: 'planned' as const },
      { moduleCode: 'M1', lessonHours: 0.5, state: 'closed' as const },
      { moduleCode: 'M1', lessonHours: 2, state: 'cancelled' as const },
      { moduleCode: null, lessonHours: 1, state: 'planned' as const },
    ];
    expect(hoursByModule(modules, sessions)).toEqual([
      { code: 'M0', title: 'Pembukaan', asked: 1, planned: 0 },
      { code: 'M1', title: 'Literasi', asked: 2, planned: 2 },
    ]);
  });

  it('shows a module that should have none when it has some', () => {
    const sessions = [{ moduleCode: 'M9', lessonHours: 1, state: 'planned' as const }];
    expect(hoursByModule(modules, sessions).at(-1)).toMatchObject({ code: 'M9', asked: 0, planned: 1 });
  });
});
