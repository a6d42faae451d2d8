import { describe, expect, it } from '@jest/globals';
import {
  classCode,
  classLetter,
  className,
  obstaclesToOpening,
  stateByCalendar,
  warningsOf,
} from './class-group.rules.ts';

describe('classCode', () => {
  it.each([
    ['33', 2, 0, 'JATENG-02-A'],
    ['35', 4, 0, 'JATIM-04-A'],
    ['34', 11, 25, 'DIY-11-Z'],
    ['35', 1, 26, 'JATIM-01-AA'],
    ['96', 1, 2, 'PBD-01-C'],
    ['97', 1, 0, '97-01-A'],
  ])('province %s, wave %i, class %i: %s', (province, wave, ordinal, code) => {
    expect(classCode(province, wave, ordinal)).toBe(code);
  });

  it('gives each of 100 classes another letter', () => {
    expect(new Set(Array.from({ length: 100 }, (_, ordinal) => classLetter(ordinal))).size).toBe(100);
  });

  it('has a name that people say', () => expect(className('33', 2, 0)).toBe('Kelas Jateng 02-A'));
});

describe('obstaclesToOpening', () => {
  const ready = { state: 'preparing', trainers: 2, hasOrganizer: true, seated: 1 } as const;
  it.each([
    ['two trainers, an organizer, somebody placed', ready, []],
    ['one trainer', { ...ready, trainers: 1 }, ['too-few-trainers']],
    [
      'nobody at all',
      { ...ready, trainers: 0, hasOrganizer: false, seated: 0 },
      ['too-few-trainers', 'no-organizer', 'nobody-placed'],
    ],
    ['closed', { ...ready, state: 'closed', trainers: 0 }, ['class-closed']],
  ] as const)('%s', (_case, facts, expected) => expect(obstaclesToOpening(facts)).toEqual(expected));
});

describe('warningsOf', () => {
  const fine = {
    seated: 40,
    trainerRegencies: ['33.73', '33.74'],
    peopleRegencies: ['33.73'],
    classesOfOrganizer: 1,
    mostClassesOfATrainer: 1,
  };
  it.each([
    ['as it should be', fine, []],
    ['34 people', { ...fine, seated: 34 }, ['below-35']],
    ['35 people', { ...fine, seated: 35 }, []],
    ['45 people', { ...fine, seated: 45 }, []],
    ['46 people', { ...fine, seated: 46 }, ['above-45']],
    ['nobody yet', { ...fine, seated: 0 }, []],
    [
      'both trainers from the people’s own regency',
      { ...fine, trainerRegencies: ['33.73', '33.73'] },
      ['trainers-all-local'],
    ],
    ['a trainer whose regency is unknown', { ...fine, trainerRegencies: ['33.73', null] }, []],
    ['an organizer of six classes', { ...fine, classesOfOrganizer: 6 }, ['organizer-over-five-classes']],
    ['a trainer with a fourth class', { ...fine, mostClassesOfATrainer: 4 }, ['trainer-over-three-classes']],
  ])('%s', (_case, facts, expected) => expect(warningsOf(facts)).toEqual(expected));
});

describe('stateByCalendar', () => {
  const dates = { startsOn: '2026-07-06', endsOn: '2026-07-10' };
  it.each([
    ['open, the day before', 'open', '2026-07-05', 'open'],
    ['open, on the first day', 'open', '2026-07-06', 'running'],
    ['running, on the last day', 'running', '2026-07-10', 'running'],
    ['running, the day after', 'running', '2026-07-11', 'grading'],
    ['opened too late', 'open', '2026-07-11', 'grading'],
    ['not opened, though it is time', 'preparing', '2026-07-08', 'preparing'],
    ['in decision', 'decision', '2026-07-08', 'decision'],
    ['closed', 'closed', '2026-07-08', 'closed'],
  ] as const)('%s', (_case, state, today, expected) =>
    expect(stateByCalendar(state, today, dates)).toBe(expected),
  );
});
