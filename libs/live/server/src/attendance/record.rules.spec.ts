import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Fact, recordOf } from './record.rules.ts';

const at = (time: string) => new Date(`2026-07-06T${time}:00Z`);
/** 09.00–10.30 WIB, 2 JP */
const session = { startsAt: at('02:00'), endsAt: at('03:30'), lessonHours: 2 };

const cameAt = (time: string): Fact => ({ kind: 'code', part: 'in', at: at(time) });
const came = cameAt('01:58');
const left: Fact = { kind: 'code', part: 'out', at: at('03:28') };
const offline = (part: 'in' | 'out', given: Partial<Extract<Fact, { kind: 'offline' }>> = {}): Fact => ({
  kind: 'offline',
  part,
  at: at(part === 'in' ? '02:05' : '03:31'),
  isDoubtful: false,
  isClockWrong: false,
  ...given,
});
const marked = (mark: 'present' | 'partial' | 'absent' | 'cleared'): Fact => ({
  kind: 'mark',
  mark,
  at: at('03:40'),
});
const report = (isIn: boolean, isOut: boolean, reportId = 'r1'): Fact => ({
  kind: 'report',
  reportId,
  counts: { in: isIn, out: isOut },
  joinedAt: isIn ? at('02:20') : null,
  at: at('05:00'),
});
const hall = (isTicked: boolean, hasPhoto: boolean, listId = 'aula'): Fact => ({
  kind: 'venue',
  listId,
  isTicked,
  hasPhoto,
  at: at('02:10'),
});
const granted = (grants: 'present' | 'partial'): Fact => ({ kind: 'correction', grants, at: at('09:00') });
const excused = (reason: 'permitted' | 'sick' = 'sick'): Fact => ({
  kind: 'excuse',
  reason,
  at: at('01:00'),
});
const substitute: Fact = { kind: 'substitute', at: at('09:00') };

const short = (facts: Fact[]) => {
  const record = recordOf(session, facts);
  return record && [record.state, record.hours, record.strength, record.lateMinutes, record.flags.join(' ')];
};

describe('recordOf', () => {
  it.each<[string, Fact[], ReturnType<typeof short>]>([
    ['nothing', [], null],
    ['in and out', [came, left], ['present', 2, 'code', 0, '']],
    ['only in: half', [came], ['partial', 1, 'code', 0, '']],
    ['only out: nothing, and somebody looks', [left], ['unsettled', 0, null, 0, 'no-check-in']],
    ['late counts in full and is shown', [cameAt('02:20'), left], ['present', 2, 'code', 20, '']],
    ['a quarter of an hour is not late', [cameAt('02:15'), left], ['present', 2, 'code', 0, '']],
    ['twice in: the first', [cameAt('02:25'), cameAt('01:55'), left], ['present', 2, 'code', 0, '']],

    ['marked present', [marked('present')], ['present', 2, 'trainer', 0, '']],
    ['marked for half', [marked('partial')], ['partial', 1, 'trainer', 0, '']],
    ['marked absent', [marked('absent')], ['absent', 0, null, 0, '']],
    ['the newest mark holds', [marked('absent'), marked('present')], ['present', 2, 'trainer', 0, '']],
    ['a mark taken back says nothing', [marked('present'), marked('cleared')], null],
    [
      'taken back, the code holds',
      [came, marked('absent'), marked('cleared')],
      ['partial', 1, 'code', 0, ''],
    ],
    ['a code outweighs a mark', [came, left, marked('absent')], ['present', 2, 'code', 0, 'contradiction']],
    ['each end by its strongest', [came, marked('present')], ['present', 2, 'trainer', 0, '']],
    [
      'a mark for half does not take leaving by code away',
      [came, left, marked('partial')],
      ['present', 2, 'code', 0, ''],
    ],

    ['a whole report', [report(true, true)], ['present', 2, 'trainer', 20, '']],
    ['a report that ends early', [report(true, false)], ['partial', 1, 'trainer', 20, '']],
    [
      'a report that ends early beside a hall',
      [report(true, false), hall(true, true)],
      ['present', 2, 'venue', 20, ''],
    ],
    [
      'two reports add up',
      [report(true, false), report(true, true, 'r2')],
      ['present', 2, 'trainer', 20, ''],
    ],
    ['a report taken back', [report(true, true), report(false, false)], null],

    ['ticked with photo', [hall(true, true)], ['present', 2, 'venue', 0, '']],
    ['ticked without photo waits', [hall(true, false)], ['unsettled', 0, null, 0, 'no-photo']],
    ['unticked', [hall(true, true), hall(false, true)], null],
    [
      'unticked in one hall, ticked in another',
      [hall(false, true), hall(true, true, 'balai')],
      ['present', 2, 'venue', 0, ''],
    ],
    [
      'a trainer outweighs a hall',
      [hall(true, true), marked('absent')],
      ['absent', 0, null, 0, 'contradiction'],
    ],
    ['code in, hall to the end', [came, hall(true, true)], ['present', 2, 'venue', 0, '']],

    ['kept on the phone', [offline('in'), offline('out')], ['present', 2, 'offline', 0, 'late-sync']],
    ['half of it kept on the phone', [came, offline('out')], ['present', 2, 'offline', 0, 'late-sync']],
    ['the phone agrees with the code', [came, left, offline('in')], ['present', 2, 'code', 0, '']],
    [
      'by a wrong clock',
      [offline('in', { isClockWrong: true })],
      ['partial', 1, 'offline', 0, 'late-sync clock'],
    ],
    ['not to be believed', [offline('in', { isDoubtful: true })], ['unsettled', 0, null, 0, 'doubtful']],
    [
      'doubtful, then marked',
      [offline('in', { isDoubtful: true }), marked('present')],
      ['present', 2, 'trainer', 0, ''],
    ],
    [
      'a trainer outweighs a phone',
      [offline('in'), offline('out'), marked('absent')],
      ['absent', 0, null, 0, 'contradiction'],
    ],

    ['a decision outweighs all', [marked('absent'), granted('present')], ['present', 2, 'decision', 0, '']],
    ['a decision for half', [granted('partial')], ['partial', 1, 'decision', 0, '']],

    ['ill', [excused()], ['sick', 0, null, 0, '']],
    ['elsewhere', [excused('permitted')], ['excused', 0, null, 0, '']],
    ['excused but there', [excused(), came, left], ['present', 2, 'code', 0, '']],
    ['excused and marked absent', [marked('absent'), excused()], ['sick', 0, null, 0, '']],
    ['a substitute without an excuse counts nothing', [substitute], null],
  ])('%s', (_, facts, expected) => expect(short(facts)).toEqual(expected));

  it('counts a substitute for what was missed, whole or half', () => {
    expect(recordOf(session, [excused(), substitute])).toMatchObject({
      state: 'sick',
      hours: 0,
      substituteHours: 2,
    });
    expect(recordOf(session, [came, excused(), substitute])).toMatchObject({ hours: 1, substituteHours: 1 });
    expect(recordOf(session, [came, left, excused(), substitute])).toMatchObject({
      hours: 2,
      substituteHours: 0,
    });
  });

  it('keeps when somebody came and left', () => {
    const record = recordOf(session, [offline('in'), came, left, offline('out')]);
    expect(record?.checkedInAt).toEqual(at('01:58'));
    expect(record?.checkedOutAt).toEqual(at('03:31'));
  });

  it('judges who was inside by the new times when the session is moved on the same day', () => {
    const moved = { ...session, startsAt: at('02:30'), endsAt: at('04:00') };
    expect(recordOf(moved, [cameAt('02:20')])).toMatchObject({ state: 'partial', lateMinutes: 0 });
    const earlier = { ...session, startsAt: at('01:00'), endsAt: at('02:30') };
    expect(recordOf(earlier, [cameAt('02:00')])).toMatchObject({ state: 'partial', lateMinutes: 60 });
  });

  it('asks to check in anew when the session is moved to another day; what people said stays', () => {
    const nextDay = {
      ...session,
      startsAt: new Date('2026-07-07T02:00:00Z'),
      endsAt: new Date('2026-07-07T03:30:00Z'),
    };
    expect(recordOf(nextDay, [came])).toBeNull();
    expect(recordOf(nextDay, [came, excused()])).toMatchObject({ state: 'sick' });
  });
});

const anyFact = fc.oneof(
  fc.constantFrom(
    came,
    left,
    cameAt('02:20'),
    offline('in'),
    offline('out'),
    offline('in', { isDoubtful: true }),
  ),
  fc.constantFrom(marked('present'), marked('partial'), marked('absent'), marked('cleared')),
  fc.constantFrom(report(true, true), report(true, false), report(true, true, 'r2')),
  fc.constantFrom(hall(true, true), hall(true, false), hall(false, true, 'balai')),
  fc.constantFrom(granted('present'), excused(), excused('permitted'), substitute),
);
const someFacts = fc.array(anyFact, { maxLength: 8 });

describe('whatever was recorded', () => {
  const hoursOf = (facts: Fact[]) => recordOf(session, facts)?.hours ?? 0;

  it('counts nothing, half or all, and never more than the session has', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const record = recordOf(session, facts);
        if (!record) return;
        expect([0, 1, 2]).toContain(record.hours);
        expect(record.hours + record.substituteHours).toBeLessThanOrEqual(2);
        expect(record.hours > 0).toBe(record.strength !== null);
        expect(record.hours).toBe({ present: 2, partial: 1 }[record.state as string] ?? 0);
      }),
    );
  });

  it('never loses hours by a code, a hall with its photo, a phone or a decision in full', () => {
    const kind = fc.constantFrom(
      came,
      left,
      offline('in'),
      offline('out'),
      hall(true, true, 'aula lain'),
      granted('present'),
    );
    fc.assert(
      fc.property(someFacts, kind, (facts, more) => {
        expect(hoursOf([...facts, more])).toBeGreaterThanOrEqual(hoursOf(facts));
      }),
    );
  });

  it('never loses a code for coming to anything weaker than a decision', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        expect(hoursOf([came, ...facts])).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('is the same in whatever order checks, halls and reports arrive', () => {
    const checks = fc.uniqueArray(
      fc.constantFrom(
        came,
        left,
        cameAt('02:20'),
        offline('in'),
        offline('out'),
        hall(true, true),
        report(true, false),
      ),
    );
    fc.assert(
      fc.property(checks, (facts) => {
        const record = (order: Fact[]) => {
          const one = recordOf(session, order);
          return one && { ...one, flags: [...one.flags].sort() };
        };
        expect(record([...facts].reverse())).toEqual(record(facts));
      }),
    );
  });

  it('says the same when it is recorded twice', () => {
    fc.assert(
      fc.property(someFacts, (facts) =>
        expect(recordOf(session, [...facts, ...facts.slice(-1)])).toEqual(recordOf(session, facts)),
      ),
    );
  });
});
