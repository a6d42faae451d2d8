import { describe, expect, it } from '@jest/globals';
import { aPlan, aPlanItem, rowId, somePlanDates } from '../testing/some-plan.ts';
import { emptyPlan, PlanDraft, planLimits } from './plan.ts';
import { faultsOf, isAcknowledgementOwed, planSections } from './plan-faults.ts';

const said = (plan: PlanDraft, dates = somePlanDates) =>
  faultsOf(plan, dates).map(({ path, code, strategy }) => [path, code, ...(strategy ? [strategy] : [])]);
const about = (change: Partial<PlanDraft['about']>) => aPlan({ about: { ...aPlan().about, ...change } });
const closing = (change: Partial<PlanDraft['closing']>) =>
  aPlan({ closing: { ...aPlan().closing, ...change } });
const first = (change: Parameters<typeof aPlanItem>[2]) =>
  aPlan({ items: [aPlanItem(1, 'informationService', change), ...aPlan().items.slice(1)] });
const step = (change: Partial<PlanDraft['steps'][number]>) =>
  aPlan({ steps: aPlan().steps.map((one, place) => (place === 0 ? { ...one, ...change } : one)) });
const item1 = (field: string) => `items.${rowId(1)}.${field}`;
const step1 = (field: string) => `steps.${rowId(21)}.${field}`;

describe('faultsOf', () => {
  it('finds nothing in a complete plan, also while the village head has not acknowledged it', () => {
    expect(said(aPlan())).toEqual([]);
    expect(isAcknowledgementOwed(aPlan().closing.acknowledgement)).toBe(true);
  });

  it.each([
    ['without a name of the library', about({ library: ' ' }), [['about.library', 'missing']]],
    ['without a period', about({ from: null }), [['about.from', 'missing']]],
    ['that ends before it begins', about({ to: '2026-07' }), [['about.to', 'period-reversed']]],
    ['for thirteen months', about({ to: '2027-08' }), [['about.to', 'period-too-long']]],
    ['for one month', { ...about({ to: '2026-08' }), items: aPlan().items.map(inAugust) }, []],
    ['with a team of blanks', about({ team: ['', ' '] }), [['about.team', 'missing']]],
    ['without baseline numbers, which a rubric judges', about({ visitors: null, partners: null }), []],
    ['with two needs', aPlan({ needs: aPlan().needs.slice(1) }), [['needs', 'too-few']]],
    [
      'with a need without evidence',
      aPlan({ needs: aPlan().needs.map((need, n) => (n === 1 ? { ...need, evidence: null } : need)) }),
      [[`needs.${rowId(12)}.evidence`, 'missing']],
    ],
    [
      'without advocacy',
      aPlan({ items: [...aPlan().items.slice(0, 2), aPlanItem(4, 'involvement')] }),
      [['items', 'strategy-missing', 'advocacy']],
    ],
    [
      'with two items',
      aPlan({ items: aPlan().items.slice(0, 2) }),
      [
        ['items', 'too-few'],
        ['items', 'strategy-missing', 'advocacy'],
      ],
    ],
    [
      'with a strategy that leads to no outcome',
      first({ outcome: '' }),
      [[item1('outcome'), 'outcome-missing', 'informationService']],
    ],
    [
      'with one outcome among two items of a strategy',
      aPlan({ items: [aPlanItem(4, 'advocacy', { outcome: '' }), ...aPlan().items] }),
      [],
    ],
    ['with an item without output', first({ output: '' }), [[item1('output'), 'missing']]],
    ['for nobody', first({ men: null, women: 0 }), [[item1('men'), 'nobody']]],
    ['for men only', first({ men: 3, women: null }), []],
    [
      'with involvement without a book',
      withoutBook('involvement'),
      [[item1('resources'), 'resource-missing']],
    ],
    ['with advocacy without a book', withoutBook('advocacy'), []],
    ['outside of its period', first({ months: ['2026-07'] }), [[item1('months'), 'month-outside']]],
    [
      'with a line of costs that is not reckoned',
      first({ costs: [line(2, 5_000), line(null, 1_000)] }),
      [[item1('costs'), 'cost-incomplete']],
    ],
    [
      'that costs something and costs nothing',
      first({ fundingSource: 'noCost' }),
      [[item1('fundingSource'), 'cost-without-source']],
    ],
    ['without costs', first({ fundingSource: 'noCost', costs: [] }), []],
    ['with money for nothing', first({ costs: [] }), [[item1('costs'), 'cost-missing']]],
    ['without a word on the budget', closing({ needsBudget: null }), [['closing.needsBudget', 'missing']]],
    ['without the year of the budget', closing({ budgetYear: null }), [['closing.budgetYear', 'missing']]],
    ['that needs no budget', closing({ needsBudget: false, budgetYear: null }), []],
    [
      'half acknowledged',
      closing({ acknowledgement: { name: 'Kepala Desa', date: null, evidence: '' } }),
      [
        ['closing.acknowledgement.date', 'missing'],
        ['closing.acknowledgement.evidence', 'missing'],
      ],
    ],
    [
      'acknowledged tomorrow',
      closing({ acknowledgement: { name: 'Kepala Desa', date: '2026-07-11', evidence: 'Lembar' } }),
      [['closing.acknowledgement.date', 'date-in-future']],
    ],
    ['with two steps', aPlan({ steps: aPlan().steps.slice(1) }), [['steps', 'too-few']]],
    ['with a step on the ninetieth day', step({ date: '2026-10-08' }), []],
    ['with a step a day later', step({ date: '2026-10-09' }), [[step1('date'), 'date-too-late']]],
    ['with a step with nobody', step({ withWhom: '' }), [[step1('withWhom'), 'missing']]],
  ] as [string, PlanDraft, string[][]][])('of a plan %s', (_case, plan, faults) =>
    expect(said(plan)).toEqual(faults),
  );

  it('counts the ninety days from the day of handing in when that is after the class', () => {
    const late = { endsOn: '2026-07-10', today: '2026-08-01' };
    expect(said(step({ date: '2026-10-30' }), late)).toEqual([]);
    expect(said(step({ date: '2026-10-31' }), late)).toEqual([[step1('date'), 'date-too-late']]);
  });

  it('finds something in every part of an empty plan, in the order of the form', () => {
    const sections = faultsOf(emptyPlan, somePlanDates).map(({ section }) => section);
    expect([...new Set(sections)]).toEqual([...planSections]);
  });
});

describe('a draft', () => {
  it('may be anything half made, and keeps what it has', () => {
    expect(PlanDraft.parse({})).toEqual(emptyPlan);
    const half = { items: [{ id: rowId(1), title: 'Setengah jadi' }] };
    expect(PlanDraft.parse(half).items).toMatchObject([
      { title: 'Setengah jadi', strategy: null, costs: [] },
    ]);
  });

  it.each([
    ['thirteen items', { items: Array.from({ length: 13 }, (_, n) => ({ id: rowId(n) })) }],
    ['two items of one id', { items: [{ id: rowId(1) }, { id: rowId(1) }] }],
    ['six steps', { steps: Array.from({ length: planLimits.steps.max + 1 }, (_, n) => ({ id: rowId(n) })) }],
    ['half a rupiah', { items: [{ id: rowId(1), costs: [{ id: rowId(2), unitPrice: 0.5 }] }] }],
    ['a month that is none', { about: { from: '2026-13' } }],
  ])('is refused with %s', (_case, plan) => expect(PlanDraft.safeParse(plan).success).toBe(false));
});

function inAugust(item: PlanDraft['items'][number]) {
  return { ...item, months: ['2026-08'] };
}
function line(quantity: number | null, unitPrice: number) {
  return { id: rowId(900 + unitPrice), what: 'Kertas', quantity, unitPrice };
}
/** The first item is of that strategy and names no book; all three strategies are there. */
function withoutBook(strategy: 'involvement' | 'advocacy') {
  const { items } = aPlan();
  const others = items
    .filter((item) => item.strategy !== strategy)
    .map((item, n) => ({ ...item, id: rowId(50 + n) }));
  return aPlan({ items: [aPlanItem(1, strategy, { resources: [' '] }), ...others] });
}
