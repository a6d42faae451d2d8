import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPlan, aPlanItem, rowId, somePlanDates } from '../testing/some-plan.ts';
import { FundingSource, isSamePlan, PlanDraft, type PlanItem, planLimits, PlanStrategy } from './plan.ts';
import { faultsOf } from './plan-faults.ts';
import { daysAfter, itemCost, monthsBetween, sumsOf } from './plan-sums.ts';

const line = fc.record({
  id: fc.uuid(),
  what: fc.string({ maxLength: 80 }),
  quantity: fc.option(fc.integer({ min: 0, max: planLimits.quantity })),
  unitPrice: fc.option(fc.integer({ min: 0, max: planLimits.unitPrice })),
});
const item = fc
  .record({
    id: fc.uuid(),
    strategy: fc.option(fc.constantFrom(...PlanStrategy.options)),
    fundingSource: fc.option(fc.constantFrom(...FundingSource.options)),
    isProposed: fc.boolean(),
    costs: fc.array(line, { maxLength: 8 }),
  })
  .map((given): PlanItem => ({ ...aPlanItem(1), ...given }));
const items = fc.array(item, { maxLength: planLimits.items.max });
const total = (sums: Record<string, number>) => Object.values(sums).reduce((sum, one) => sum + one, 0);

describe('sumsOf', () => {
  it('gives the same total by strategy, by source and by item, exactly, however large the plan', () => {
    fc.assert(
      fc.property(items, (all) => {
        const sums = sumsOf({ items: all });
        expect(total(sums.byStrategy) + sums.withoutStrategy).toBe(sums.total);
        expect(total(sums.bySource) + sums.withoutSource).toBe(sums.total);
        expect(all.reduce((sum, one) => sum + itemCost(one), 0)).toBe(sums.total);
        expect(sums.proposed).toBeLessThanOrEqual(sums.total);
        expect(Number.isSafeInteger(sums.total)).toBe(true);
      }),
    );
  });

  it('is exact for the most that can be written', () => {
    const costs = Array.from({ length: 8 }, (_, n) => ({
      id: rowId(n),
      what: 'Tanah',
      quantity: planLimits.quantity,
      unitPrice: planLimits.unitPrice,
    }));
    const most = Array.from({ length: planLimits.items.max }, () => aPlanItem(1, 'advocacy', { costs }));
    expect(sumsOf({ items: most }).total).toBe(96 * planLimits.quantity * planLimits.unitPrice);
    expect(Number.isSafeInteger(96 * planLimits.quantity * planLimits.unitPrice + 1)).toBe(true);
  });

  it('does not depend on the order of items, nor do the faults', () => {
    fc.assert(
      fc.property(
        items.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(sumsOf({ items: shuffled })).toEqual(sumsOf({ items: all }));
          const codes = (own: PlanItem[]) =>
            faultsOf(aPlan({ items: own }), somePlanDates)
              .map(({ code, strategy }) => `${code} ${strategy}`)
              .sort();
          expect(codes(shuffled)).toEqual(codes(all));
        },
      ),
    );
  });
});

describe('a complete plan', () => {
  /** Every place of a plan that has a value, and the plan without it. */
  const emptied = (plan: PlanDraft, path: readonly (string | number)[]): PlanDraft => {
    const copy = structuredClone(plan);
    let at = copy as unknown as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) at = at[key] as typeof at;
    const last = path.at(-1) ?? '';
    at[last] = Array.isArray(at[last]) ? [] : typeof at[last] === 'string' ? '' : null;
    // What is chosen, and not typed, is null when it is not.
    if (!PlanDraft.safeParse(copy).success) at[last] = null;
    return copy;
  };
  const optional = ['source', 'visitors', 'members', 'activities', 'partners', 'resourcePerson', 'partner'];
  const alsoOptional = ['frequency', 'risk', 'mitigation', 'men'];
  const needed = [
    ...Object.keys(aPlan().about).map((key) => ['about', key]),
    ...Object.keys(aPlanItem(1)).map((key) => ['items', 1, key]),
    ...['text', 'evidence'].map((key) => ['needs', 0, key]),
    ...['text', 'date', 'withWhom', 'evidence'].map((key) => ['steps', 2, key]),
    ...['needsBudget', 'budgetYear', 'sustainability'].map((key) => ['closing', key]),
  ].filter((path) => ![...optional, ...alsoOptional, 'id', 'isProposed'].includes(String(path.at(-1))));

  it('is complete no longer when any of its necessary parts is emptied', () => {
    expect(faultsOf(aPlan(), somePlanDates)).toEqual([]);
    fc.assert(
      fc.property(fc.constantFrom(...needed), (path) => {
        expect(faultsOf(emptied(aPlan(), path), somePlanDates)).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('stays complete when a part is emptied that may be empty', () => {
    const paths = [
      ...optional.slice(1, 5).map((key) => ['about', key]),
      ['needs', 0, 'source'],
      ['items', 0, 'risk'],
    ];
    for (const path of paths) expect(faultsOf(emptied(aPlan(), path), somePlanDates)).toEqual([]);
  });

  it('never has fewer faults when an item is left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), (left) => {
        const rest = aPlan().items.filter((_, place) => place !== left);
        const codes = faultsOf(aPlan({ items: rest }), somePlanDates).map(({ code }) => code);
        expect(codes).toEqual(['too-few', 'strategy-missing']);
      }),
    );
  });
});

describe('isSamePlan', () => {
  it('holds for a plan that has been written down and read again with its fields in another order', () => {
    fc.assert(
      fc.property(items, (all) => {
        const plan = aPlan({ items: all });
        const reversed = JSON.parse(JSON.stringify(plan), (_key, value: unknown) =>
          value && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as PlanDraft;
        expect(isSamePlan(plan, reversed)).toBe(true);
      }),
    );
  });

  it('does not hold when a row has moved or a word has changed', () => {
    expect(isSamePlan(aPlan(), aPlan({ items: aPlan().items.toReversed() }))).toBe(false);
    expect(isSamePlan(aPlan(), aPlan({ needs: [] }))).toBe(false);
    expect(isSamePlan(aPlan(), null)).toBe(false);
    expect(isSamePlan(undefined, null)).toBe(true);
  });
});

describe('months and days', () => {
  it.each([
    ['2026-11', '2027-02', ['2026-11', '2026-12', '2027-01', '2027-02']],
    ['2026-08', '2026-08', ['2026-08']],
    ['2026-08', '2026-07', []],
  ])('from %s to %s', (from, to, months) => expect(monthsBetween(from, to)).toEqual(months));

  it('are counted over the ends of months and years', () => {
    expect(daysAfter('2026-12-20', 14)).toBe('2027-01-03');
    expect(daysAfter('2028-02-20', 14)).toBe('2028-03-05');
  });
});
