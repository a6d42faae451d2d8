import { describe, expect, it } from '@jest/globals';
import { actingAs, lifetimeMs, shouldTouch } from './session.rules.ts';

const noon = new Date('2026-07-06T05:00:00Z');
const minutesBefore = (minutes: number) => new Date(noon.getTime() - minutes * 60_000);

describe('actingAs', () => {
  const trainee = { role: 'trainee', level: 'own', scopeId: '' } as const;
  const trainerOf = (classId: string) =>
    ({ role: 'expertTrainer', level: 'class', scopeId: classId }) as const;

  it('acts in the chosen role with all the classes it is granted for', () => {
    const acting = actingAs([trainee, trainerOf('a'), trainerOf('b')], 'expertTrainer');
    expect(acting.role).toBe('expertTrainer');
    expect(acting.scope).toEqual({ level: 'class', ids: ['a', 'b'] });
  });

  it('reaches only the own rows as a trainee, whatever other roles are held', () => {
    const acting = actingAs([trainee, trainerOf('a')], 'trainee');
    expect(acting.scope).toEqual({ level: 'own', ids: [] });
    expect(acting.permissions).not.toContain('class.read');
  });

  it('takes another role when the chosen one has ended', () => {
    expect(actingAs([trainee], 'nationalAdmin').role).toBe('trainee');
  });

  it('allows nothing to someone without a role', () => {
    expect(actingAs([], null).permissions).toEqual([]);
  });
});

describe('shouldTouch', () => {
  it.each([
    ['own phone, seen 9 minutes ago', false, 9, false],
    ['own phone, seen 10 minutes ago', false, 10, true],
    ['shared phone, seen 1 minute ago', true, 1, false],
    ['shared phone, seen 2 minutes ago', true, 2, true],
  ])('%s', (_case, sharedPhone, minutes, expected) =>
    expect(shouldTouch({ sharedPhone, lastSeenAt: minutesBefore(minutes) }, noon)).toBe(expected),
  );

  it('always leaves a used session time before it ends', () => {
    expect(lifetimeMs(true)).toBeGreaterThan(2 * 60_000);
  });
});
