import type { EnrollmentId } from '@bimtek/delivery-contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Connection, countsOf, isElsewhere, mergeConnections, plainName } from './connection.rules.ts';
import { candidatesFor, type KnownPerson, likenessOf, sureOf } from './matching.rules.ts';
import { readReport, timeOf } from './report-file.ts';

const at = (time: string) => new Date(`2026-07-06T${time}Z`);
/** 09.00–10.30 WIB */
const session = { startsAt: at('02:00:00'), endsAt: at('03:30:00') };
const wib = 'Asia/Jakarta';
const bytes = (text: string) => Buffer.from(text);

describe('times in reports', () => {
  it.each([
    ['07/06/2026 08:58:12 AM', '01:58:12'],
    ['06/07/2026 08:58:12', '01:58:12'],
    ['06/07/2026 08.58.12', '01:58:12'],
    ['7/6/2026, 8:58:12 AM', '01:58:12'],
    ['07/06/2026 10:05:00 PM', '15:05:00'],
    ['2026-07-06 08:58:12', '01:58:12'],
    ['2026-07-06T01:58:12Z', '01:58:12'],
    ['2026-07-06T09:58:12+08:00', '01:58:12'],
    ['-', null],
    ['13/13/2026 08:58:12', null],
    ['', null],
  ])('%s', (text, expected) => expect(timeOf(text, session, wib)).toEqual(expected && at(expected)));

  it('twelve at night begins the day', () => {
    expect(timeOf('07/06/2026 12:05:00 AM', session, wib)).toEqual(new Date('2026-07-05T17:05:00Z'));
  });

  it('are those of the class', () => {
    expect(timeOf('2026-07-06 11:00:00', session, 'Asia/Jayapura')).toEqual(at('02:00:00'));
  });
});

const zoom = `Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,Modul 4,07/06/2026 08:40:00 AM,07/06/2026 10:35:00 AM,panitia@contoh.example,115,4

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room
BT26-000012 Siti Maemunah,,07/06/2026 08:58:12 AM,07/06/2026 09:20:00 AM,22,Yes,,No
BT26-000012 Siti Maemunah,,07/06/2026 09:25:00 AM,07/06/2026 10:31:00 AM,66,Yes,,No
"Budi Pelatih (Host)",panitia@contoh.example,07/06/2026 08:40:00 AM,07/06/2026 10:35:00 AM,115,No,,No
Galaxy A12,,07/06/2026 09:40:00 AM,07/06/2026 10:00:00 AM,20,Yes,,No
`;
const dashboard = `Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,Poll Votes,Raise Hands,Join,Left,Duration
Siti Maemunah,FALSE,3.2,-,-,4,1,2,0,"7/6/2026, 8:58:12 AM","7/6/2026, 10:31:00 AM",01:32:48
Budi Pelatih,TRUE,9,00:40:00,-,0,0,0,0,"7/6/2026, 8:40:00 AM","7/6/2026, 10:35:00 AM",01:55:00
`;

describe('reading a report', () => {
  it('of Zoom puts reconnects together under the heading of the meeting', async () => {
    const { provider, connections } = await readReport(bytes(zoom), session, wib);
    expect(provider).toBe('zoom');
    const people = mergeConnections(connections);
    expect(people.map(({ name, connections: n, minutes, isHost }) => [name, n, minutes, isHost])).toEqual([
      ['BT26-000012 Siti Maemunah', 2, 87, false],
      ['Budi Pelatih (Host)', 1, 115, true],
      ['Galaxy A12', 1, 20, false],
    ]);
    expect(people[0]).toMatchObject({
      joinedAt: '2026-07-06T01:58:12.000Z',
      leftAt: '2026-07-06T03:31:00.000Z',
      overlaps: false,
    });
    expect(people.map((person) => countsOf(session, person))).toEqual([
      { in: true, out: true },
      { in: true, out: true },
      { in: false, out: false },
    ]);
  });

  it('of BigBlueButton’s learning dashboard', async () => {
    const { provider, connections } = await readReport(bytes(dashboard), session, wib);
    expect(provider).toBe('bigbluebutton');
    expect(mergeConnections(connections)).toMatchObject([
      { name: 'Siti Maemunah', minutes: 92, isHost: false, joinedAt: '2026-07-06T01:58:12.000Z' },
      { name: 'Budi Pelatih', isHost: true },
    ]);
  });

  it('without times counts by minutes alone', async () => {
    const text = 'Name,User Email,Total Duration (Minutes),Guest\nSiti,,88,Yes\nWati,,46,Yes\nTini,,44,Yes\n';
    const people = mergeConnections((await readReport(bytes(text), session, wib)).connections);
    expect(people.map((person) => [person.name, countsOf(session, person)])).toEqual([
      ['Siti', { in: true, out: true }],
      ['Wati', { in: true, out: true }],
      ['Tini', { in: true, out: false }],
    ]);
  });

  it.each([
    ['a list without durations', 'Name,Email\nSiti,a@b\n', 'headings-missing'],
    ['nothing below the headings', 'Name,Duration\n', 'no-rows'],
    ['an empty file', '', 'file-empty'],
    ['a picture', '\u0000\u0001', 'file-not-a-table'],
  ])('refuses %s', async (_, text, code) => {
    await expect(readReport(bytes(text), session, wib)).rejects.toMatchObject({ code });
  });

  it('says when it is of another meeting', async () => {
    const people = mergeConnections((await readReport(bytes(zoom), session, wib)).connections);
    const tomorrow = { startsAt: new Date('2026-07-07T02:00:00Z'), endsAt: new Date('2026-07-07T03:30:00Z') };
    expect(isElsewhere(session, people)).toBe(false);
    expect(isElsewhere(tomorrow, people)).toBe(true);
    expect(people.map((person) => countsOf(tomorrow, person).in)).toEqual([false, false, false]);
  });
});

describe('connections of one person', () => {
  const line = (name: string, from: string, to: string): Connection => ({
    name,
    email: '',
    joinedAt: at(`${from}:00`),
    leftAt: at(`${to}:00`),
    minutes: null,
    isHost: false,
  });

  it('are one whatever is in brackets, and two devices at once are said', () => {
    const people = mergeConnections([
      line('Siti Maemunah', '02:00', '03:00'),
      line('SITI MAEMUNAH (Perpus Desa)', '02:30', '03:30'),
      line('Wati', '02:00', '03:30'),
    ]);
    expect(people.map(({ name, minutes, overlaps }) => [name, minutes, overlaps])).toEqual([
      ['Siti Maemunah', 90, true],
      ['Wati', 90, false],
    ]);
  });

  it('that hand over within two minutes are no second device', () => {
    expect(
      mergeConnections([line('Siti', '02:00', '03:01'), line('Siti', '03:00', '03:30')])[0]?.overlaps,
    ).toBe(false);
  });

  it('are never longer than from the first to the last, and in any order the same', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 8 }), (spans) => {
        const lines = spans.map(([from, length]) => ({
          ...line('Siti', '02:00', '02:00'),
          joinedAt: new Date(session.startsAt.getTime() + from * 60_000),
          leftAt: new Date(session.startsAt.getTime() + (from + length) * 60_000),
        }));
        const [person] = mergeConnections(lines);
        const [again] = mergeConnections([...lines].reverse());
        const whole = (Date.parse(person?.leftAt ?? '') - Date.parse(person?.joinedAt ?? '')) / 60_000;
        expect(person?.minutes).toBeLessThanOrEqual(whole);
        expect(again?.minutes).toBe(person?.minutes);
      }),
    );
  });
});

describe('plainName', () => {
  it.each([
    ['Hj. Siti Ma’emunah, S.Pd.', 'siti maemunah'],
    ['SITI MAEMUNAH (Perpus Desa Kali)', 'siti maemunah'],
    ['Drs. H. Sukarno', 'sukarno'],
    ['Tumijan', 'tumijan'],
    ['Nur\u0301i', 'nuri'],
    ['Bu Sri', 'sri'],
    ['H.', 'h'],
    ['🌸 Dewi 🌸', 'dewi'],
  ])('%s', (name, expected) => expect(plainName(name)).toBe(expected));
});

const person = (name: string, given: Partial<KnownPerson> = {}): KnownPerson => ({
  enrollmentId: name as EnrollmentId,
  name,
  participantCode: null,
  phone: null,
  ...given,
});
const people = [
  person('Siti Maemunah', { participantCode: 'BT26-000012', phone: '+6281234567890' }),
  person('Siti Aminah', { participantCode: 'BT26-000013' }),
  person('Tumijan'),
  person('Hj. Dewi Anggraini, S.Sos.'),
  person('Dewi Anggraini'),
];

describe('whose row it may be', () => {
  it.each<[string, [string, string][], string | null]>([
    ['BT26-000013', [['Siti Aminah', 'code']], 'Siti Aminah'],
    ['bt26 000013 Bu Ami', [['Siti Aminah', 'code']], 'Siti Aminah'],
    ['HP 0812-3456-7890', [['Siti Maemunah', 'phone']], 'Siti Maemunah'],
    ['TUMIJAN', [['Tumijan', 'name']], 'Tumijan'],
    ['Tumijam', [['Tumijan', 'similar']], null],
    ['Siti Maimunah', [['Siti Maemunah', 'similar']], null],
    [
      'dewi anggraini',
      [
        ['Hj. Dewi Anggraini, S.Sos.', 'name'],
        ['Dewi Anggraini', 'name'],
      ],
      null,
    ],
    ['Galaxy A12', [], null],
    ['Aula Dinas Magelang', [], null],
    ['', [], null],
  ])('%s', (name, expected, sure) => {
    const candidates = candidatesFor({ name }, people);
    expect(candidates.map((candidate) => [candidate.name, candidate.by])).toEqual(expected);
    expect(sureOf(candidates)).toBe(sure);
  });

  it('a code in the name outweighs the name beside it', () => {
    expect(candidatesFor({ name: 'BT26-000013 Siti Maemunah' }, people)[0]).toMatchObject({
      name: 'Siti Aminah',
      by: 'code',
    });
  });

  it('is between none and whole, and whole for the same words', () => {
    const name = fc
      .array(fc.stringMatching(/^[a-z]{2,8}$/), { minLength: 1, maxLength: 4 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(likenessOf(one, one)).toBe(1);
        expect(likenessOf(one, other)).toBeLessThanOrEqual(1);
        expect(likenessOf(one, other)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
