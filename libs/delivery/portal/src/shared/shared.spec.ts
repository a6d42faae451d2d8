import { describe, expect, it } from '@jest/globals';
import { newId } from '@bimtek/platform-portal/new-id';
import * as z from 'zod';
import { roman } from './roman.ts';
import { occupied, present, total } from './states.ts';

describe('roman', () => {
  it.each([
    [1, 'I'],
    [4, 'IV'],
    [9, 'IX'],
    [14, 'XIV'],
    [40, 'XL'],
    [99, 'XCIX'],
  ])('%i is %s', (number, figure) => expect(roman(number)).toBe(figure));
});

describe('newId', () => {
  it('is a uuid that the contracts take, another each time', () => {
    const ids = Array.from({ length: 50 }, () => newId());
    for (const id of ids) expect(z.uuid().safeParse(id).success).toBe(true);
    expect(new Set(ids).size).toBe(50);
  });
});

describe('counts by state', () => {
  const counts = { active: 30, withdrawn: 2, verified: 0, registered: 5 };

  it('stand in the order of the way through a run, without states nobody is in', () => {
    expect(occupied(counts).map(({ state }) => state)).toEqual(['registered', 'active', 'withdrawn']);
  });

  it('tell all people from those who have not left', () => {
    expect([total(counts), present(counts)]).toEqual([37, 35]);
  });
});
