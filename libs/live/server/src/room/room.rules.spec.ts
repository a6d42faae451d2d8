import { describe, expect, it } from '@jest/globals';
import { channelsOf, type Entrant, gatheringMs, refusesJoin, roleInRoom } from './room.rules.ts';

const aClass = '0197c000-0000-7000-8000-000000000001';
const someone: Entrant = {
  attends: false,
  leads: false,
  classGroupId: null,
  trainerPosition: null,
  isTrainer: false,
};

describe('roleInRoom', () => {
  it.each([
    ['a trainee with a seat', { attends: true, classGroupId: aClass }, 'trainee'],
    ['a trainee without one', { attends: true }, null],
    ['somebody who attends here, though they may lead elsewhere', { attends: true, leads: true }, null],
    ['the trainer who was named first', { leads: true, isTrainer: true, trainerPosition: 0 }, 'host'],
    ['the other trainer', { leads: true, isTrainer: true, trainerPosition: 1 }, 'coTrainer'],
    ['a trainer whose scope has it, named nowhere', { leads: true, isTrainer: true }, 'coTrainer'],
    ['an organizer', { leads: true }, 'host'],
    ['who may only look', {}, 'observer'],
  ] as const)('%s', (_case, given, role) => expect(roleInRoom({ ...someone, ...given })).toBe(role));
});

describe('refusesJoin', () => {
  const session = {
    state: 'planned',
    startsAt: new Date('2026-07-06T02:00:00Z'),
    endsAt: new Date('2026-07-06T03:30:00Z'),
  } as const;
  const at = (time: string) => new Date(`2026-07-06T${time}Z`);
  it.each([
    ['a trainee, too early', session, 'trainee', false, at('01:44:59'), 'not-open-yet'],
    ['a trainee, as the doors open', session, 'trainee', false, at('01:45:00'), null],
    ['the trainer, who prepares', session, 'host', false, at('01:00:00'), null],
    ['half an hour after the end', session, 'trainee', false, at('04:00:00'), null],
    ['later', session, 'trainee', false, at('04:00:01'), 'session-over'],
    [
      'a cancelled session',
      { ...session, state: 'cancelled' },
      'host',
      false,
      at('02:10:00'),
      'session-cancelled',
    ],
    ['a closed one', { ...session, state: 'closed' }, 'trainee', false, at('02:10:00'), 'session-over'],
    ['somebody who was taken out', session, 'trainee', true, at('02:10:00'), 'removed-from-room'],
    ['who leads, whatever is written about them', session, 'coTrainer', true, at('02:10:00'), null],
  ] as const)('%s', (_case, given, role, removed, now, refusal) =>
    expect(refusesJoin(given, role, { removed }, now)).toBe(refusal),
  );
});

describe('channelsOf', () => {
  it.each([
    ['trainee', [aClass], null, ['all', `class:${aClass}`]],
    ['trainee', [aClass], aClass, ['all', `class:${aClass}`, `group:${aClass}`]],
    ['host', [], null, ['all', 'staff']],
    ['coTrainer', [aClass], aClass, ['all', 'staff', `class:${aClass}`]],
    ['observer', [aClass], aClass, ['all']],
  ] as const)('of a %s', (role, classes, group, channels) =>
    expect(channelsOf(role, classes, group)).toEqual(channels),
  );
});

describe('gatheringMs', () => {
  it('keeps a hall to once a second and a class near at once', () => {
    expect(gatheringMs(8_000)).toBe(1_000);
    expect(gatheringMs(40)).toBeLessThan(100);
  });
});
