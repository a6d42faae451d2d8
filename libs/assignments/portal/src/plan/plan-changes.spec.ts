import { describe, expect, it } from '@jest/globals';
import { aPlan, aPlanItem, rowId } from '@bimtek/assignments-contracts/testing';
import { changesBetween } from './plan-changes.ts';
import { copyOf, firstPlan, moved, restored, without } from './plan-rows.ts';

const { items } = aPlan();
const [one, two, three] = items as [(typeof items)[0], (typeof items)[0], (typeof items)[0]];

describe('changesBetween', () => {
  it('finds nothing between a plan and itself', () => {
    expect(changesBetween(aPlan(), aPlan())).toEqual({ items: new Map(), removed: [], sections: [] });
  });

  it('names the fields of an item that differ, and items that are new or gone', () => {
    const after = aPlan({
      items: [{ ...one, title: 'Lain', costs: [] }, three, aPlanItem(4, 'involvement')],
    });
    const { items: changed, removed } = changesBetween(aPlan(), after);
    expect(Object.fromEntries(changed)).toEqual({
      [one.id]: { kind: 'changed', fields: ['title', 'costs'] },
      [rowId(4)]: { kind: 'added' },
    });
    expect(removed).toEqual([two]);
  });

  it('tells an item that only stands elsewhere', () => {
    const { items: changed } = changesBetween(aPlan(), aPlan({ items: [three, one, two] }));
    expect([...changed.keys()]).toContain(three.id);
    expect([...changed.values()].every(({ kind }) => kind === 'moved')).toBe(true);
  });

  it('names the other parts that differ', () => {
    const after = aPlan({ needs: [], about: { ...aPlan().about, vision: 'Lain' } });
    expect(changesBetween(aPlan(), after).sections).toEqual(['about', 'needs']);
  });
});

describe('rows of a plan', () => {
  it('move by one place and no further than the end', () => {
    expect(moved(items, two.id, -1)).toEqual([two, one, three]);
    expect(moved(items, three.id, 1)).toEqual(items);
    expect(moved(items, rowId(99), 1)).toEqual(items);
  });

  it('come back to where they were, once', () => {
    expect(restored(without(items, two.id), two, 1)).toEqual(items);
    expect(restored(items, two, 1)).toEqual(items);
    expect(restored([], two, 1)).toEqual([two]);
  });

  it('are copied as rows of their own, so that notes stay with the first', () => {
    const copy = copyOf(two, 'x'.repeat(200));
    expect(copy.id).not.toBe(two.id);
    expect(copy.costs[0]?.id).not.toBe(two.costs[0]?.id);
    expect(copy).toMatchObject({ objective: two.objective, title: 'x'.repeat(120) });
  });

  it('begin with what the server knows and the rows that are needed anyway', () => {
    const plan = firstPlan({ library: 'Perpusdes', village: null });
    expect(plan.about).toMatchObject({ library: 'Perpusdes', village: '' });
    expect([plan.needs.length, plan.items.length, plan.steps.length]).toEqual([3, 0, 3]);
    expect(new Set([...plan.needs, ...plan.steps].map(({ id }) => id)).size).toBe(6);
  });
});
