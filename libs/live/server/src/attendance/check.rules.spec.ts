import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  judgeOffline,
  lateMinutesOf,
  refusesCheck,
  refusesClosing,
  refusesMarking,
  standsFor,
} from './check.rules.ts';

const at = (time: string) => new Date(`2026-07-06T${time}Z`);
/** 09.00–10.30 WIB */
const times = { startsAt: at('02:00:00'), endsAt: at('03:30:00') };
const session = { ...times, kind: 'class', state: 'planned', classState: 'running' } as const;
const MINUTE = 60_000;

describe('refusesCheck', () => {
  it.each([
    ['in', '01:44:59.999', 'too-early'],
    ['in', '01:45:00', null],
    ['in', '02:00:00', null],
    ['in', '02:30:00', null],
    ['in', '02:30:00.001', 'too-late'],
    ['out', '03:14:59.999', 'too-early'],
    ['out', '03:15:00', null],
    ['out', '04:00:00', null],
    ['out', '04:00:00.001', 'too-late'],
  ] as const)('takes the code for coming %s at %s: %s', (part, time, expected) =>
    expect(refusesCheck(session, part, at(time))).toBe(expected),
  );

  it.each([
    [{ state: 'cancelled' }, 'session-cancelled'],
    [{ state: 'closed' }, 'session-closed'],
    [{ classState: 'closed' }, 'class-closed'],
    [{ classState: 'closed', state: 'closed' }, 'class-closed'],
    [{ classState: 'grading' }, null],
    [{ kind: 'rehearsal' }, 'no-attendance'],
    [{ kind: 'plenary' }, null],
  ] as const)('of a session with %j says %s', (given, expected) =>
    expect(refusesCheck({ ...session, ...given }, 'in', at('02:00:00'))).toBe(expected),
  );
});

describe('marking and settling', () => {
  it.each([
    ['before the doors open', '01:44:59', 'not-begun', 'not-over'],
    ['when they open', '01:45:00', null, 'not-over'],
    ['at the last moment', '03:29:59.999', null, 'not-over'],
    ['at the end', '03:30:00', null, null],
    ['days later', '23:00:00', null, null],
  ] as const)('%s', (_, time, marking, closing) => {
    expect(refusesMarking(session, at(time))).toBe(marking);
    expect(refusesClosing(session, at(time))).toBe(closing);
  });

  it('of a settled session refuses marks, and settles it again without harm', () => {
    const settled = { ...session, state: 'closed' } as const;
    expect(refusesMarking(settled, at('05:00:00'))).toBe('session-closed');
    expect(refusesClosing(settled, at('05:00:00'))).toBeNull();
    expect(refusesClosing({ ...settled, classState: 'closed' }, at('05:00:00'))).toBe('class-closed');
    expect(refusesClosing({ ...session, state: 'cancelled' }, at('05:00:00'))).toBe('session-cancelled');
  });
});

describe('lateMinutesOf', () => {
  it.each([
    ['01:45:00', 0],
    ['02:00:00', 0],
    ['02:15:00', 0],
    ['02:15:00.001', 15],
    ['02:16:59', 16],
    ['02:30:00', 30],
  ] as const)('at %s it is %d', (time, expected) => expect(lateMinutesOf(times, at(time))).toBe(expected));
});

describe('judgeOffline', () => {
  const judged = (given: { device: string; sent: string; received?: string; part?: 'in' | 'out' }) =>
    judgeOffline(times, {
      part: given.part ?? 'in',
      deviceAt: at(given.device),
      sentAt: at(given.sent),
      receivedAt: at(given.received ?? given.sent),
    });

  it.each([
    ['sent while the code is still taken', { device: '02:05:00', sent: '02:20:00' }, 'online', '02:05:00'],
    ['sent in the afternoon', { device: '02:05:00', sent: '08:00:00' }, 'offline', '02:05:00'],
    ['made before the doors opened', { device: '01:40:00', sent: '08:00:00' }, 'doubtful', '01:40:00'],
    ['made after they closed', { device: '02:31:00', sent: '08:00:00' }, 'doubtful', '02:31:00'],
    [
      'for leaving, in its time',
      { device: '03:20:00', sent: '08:00:00', part: 'out' },
      'offline',
      '03:20:00',
    ],
    ['for leaving, too early', { device: '02:20:00', sent: '08:00:00', part: 'out' }, 'doubtful', '02:20:00'],
    [
      'by a clock three hours behind',
      { device: '23:05:00', sent: '23:20:00', received: '02:20:00' },
      'online',
      '02:05:00',
    ],
    ['after its own sending', { device: '09:00:00', sent: '08:00:00' }, 'doubtful', '08:00:00'],
  ] as const)('%s', (_, given, verdict, time) =>
    expect(judged(given)).toMatchObject({ verdict, at: at(time) }),
  );

  it('takes a check for a day and no longer', () => {
    const sent = (ms: number) =>
      judgeOffline(times, {
        part: 'in',
        deviceAt: at('02:05:00'),
        sentAt: new Date(at('02:05:00').getTime() + ms),
        receivedAt: new Date(at('02:05:00').getTime() + ms),
      }).verdict;
    expect(sent(24 * 60 * MINUTE)).toBe('offline');
    expect(sent(24 * 60 * MINUTE + 1)).toBe('doubtful');
  });

  it('says when the clock was wrong', () => {
    expect(judged({ device: '02:05:00', sent: '02:20:00', received: '02:22:00' }).isClockWrong).toBe(false);
    expect(judged({ device: '02:05:00', sent: '02:20:00', received: '02:22:01' }).isClockWrong).toBe(true);
  });

  it('gives the same answer however wrong a clock is, as long as it goes on evenly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -30 * 24 * 60, max: 30 * 24 * 60 }),
        fc.integer({ min: -60, max: 24 * 60 }),
        fc.integer({ min: 0, max: 24 * 60 }),
        (skew, made, waited) => {
          const deviceAt = new Date(times.startsAt.getTime() + made * MINUTE);
          const receivedAt = new Date(deviceAt.getTime() + waited * MINUTE);
          const by = (clock: number) =>
            judgeOffline(times, {
              part: 'in',
              deviceAt: new Date(deviceAt.getTime() + clock * MINUTE),
              sentAt: new Date(receivedAt.getTime() + clock * MINUTE),
              receivedAt,
            });
          const { isClockWrong, ...judgement } = by(skew);
          expect(judgement).toEqual({ at: by(0).at, verdict: by(0).verdict });
          expect(isClockWrong).toBe(Math.abs(skew) > 2);
        },
      ),
    );
  });
});

describe('standsFor', () => {
  it.each([
    ['half an hour later', at('02:30:00'), true],
    ['to the afternoon', at('08:00:00'), true],
    ['to the next morning', new Date('2026-07-07T02:00:00Z'), false],
    ['to another week', new Date('2026-07-13T02:00:00Z'), false],
    ['to the day before', new Date('2026-07-05T02:00:00Z'), false],
  ])('a session moved %s', (_, startsAt, expected) => {
    const moved = { startsAt, endsAt: new Date(startsAt.getTime() + 90 * MINUTE) };
    expect(standsFor(moved, 'in', at('01:58:00'))).toBe(expected);
  });
});
