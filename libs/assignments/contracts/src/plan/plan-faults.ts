import { type PlanAcknowledgement, type PlanDraft, type PlanItem, planLimits, PlanStrategy } from './plan.ts';
import { daysAfter, itemCost, monthsBetween } from './plan-sums.ts';

/** Why a plan cannot be handed in yet. Each code has a sentence for people, with `n` and `strategy` filled in. */
export const planFaultCodes = [
  'missing',
  'too-few',
  'strategy-missing',
  'outcome-missing',
  'period-reversed',
  'period-too-long',
  'month-outside',
  'nobody',
  'resource-missing',
  'cost-incomplete',
  'cost-missing',
  'cost-without-source',
  'date-too-late',
  'date-in-future',
] as const;
export type PlanFaultCode = (typeof planFaultCodes)[number];

/** The parts of the plan, in their order. */
export const planSections = ['about', 'needs', 'items', 'closing', 'steps'] as const;
export type PlanSection = (typeof planSections)[number];

export interface PlanFault {
  /** `about.vision`, `items`, `items.<id>.title`: the field where it is put right; rows go by their id. */
  path: string;
  section: PlanSection;
  code: PlanFaultCode;
  /** At least so many. */
  n?: number;
  strategy?: PlanStrategy;
}

/** What decides about dates: calendar days where the class is. */
export interface PlanDates {
  today: string;
  /** The last day of the class. */
  endsOn: string;
}

/** From when the days of the follow-up commitment count: the end of the class, or today for a plan that comes later. */
export function stepsFrom({ today, endsOn }: PlanDates): string {
  return today > endsOn ? today : endsOn;
}

export function acknowledgeUntil(endsOn: string): string {
  return daysAfter(endsOn, planLimits.acknowledgementDays);
}

/** Nothing has been filled in about it: it may follow. */
export function isAcknowledgementOwed({ name, date, evidence }: PlanAcknowledgement): boolean {
  return isBlank(name) && date === null && isBlank(evidence);
}

/** Everything that is missing or wrong, in the order of the form; an empty list is a plan that can be handed in. */
export function faultsOf(plan: PlanDraft, dates: PlanDates): PlanFault[] {
  return [
    ...faultsOfAbout(plan.about),
    ...faultsOfNeeds(plan.needs),
    ...faultsOfItems(plan),
    ...faultsOfClosing(plan.closing, dates),
    ...faultsOfSteps(plan.steps, dates),
  ];
}

type Parts = Omit<PlanFault, 'section'>;

const isBlank = (text: string) => text.trim() === '';
const isListEmpty = (list: readonly string[]) => list.every(isBlank);
const inSection = (section: PlanSection, faults: readonly (Parts | false | null)[]): PlanFault[] =>
  faults.filter((fault) => !!fault).map((fault) => ({ section, ...fault }));
const missing = (path: string): Parts => ({ path, code: 'missing' });

function faultsOfAbout(about: PlanDraft['about']): PlanFault[] {
  const { from, to } = about;
  return inSection('about', [
    isBlank(about.library) && missing('about.library'),
    isBlank(about.village) && missing('about.village'),
    from === null && missing('about.from'),
    to === null && missing('about.to'),
    from !== null && to !== null && to < from && { path: 'about.to', code: 'period-reversed' },
    from !== null &&
      to !== null &&
      monthsBetween(from, to).length > planLimits.months && {
        path: 'about.to',
        code: 'period-too-long',
        n: planLimits.months,
      },
    isListEmpty(about.team) && missing('about.team'),
    isBlank(about.vision) && missing('about.vision'),
    isListEmpty(about.targetGroups) && missing('about.targetGroups'),
    isBlank(about.potentials) && missing('about.potentials'),
  ]);
}

function faultsOfNeeds(needs: PlanDraft['needs']): PlanFault[] {
  return inSection('needs', [
    tooFew('needs', needs, planLimits.needs.min),
    ...needs.flatMap(({ id, text, evidence }) => [
      isBlank(text) && missing(`needs.${id}.text`),
      evidence === null && missing(`needs.${id}.evidence`),
    ]),
  ]);
}

function faultsOfItems({ items, about }: PlanDraft): PlanFault[] {
  return inSection('items', [
    tooFew('items', items, planLimits.items.min),
    ...PlanStrategy.options.map((strategy): Parts | false => {
      const own = items.filter((item) => item.strategy === strategy);
      if (own.length === 0) return { path: 'items', code: 'strategy-missing', strategy };
      const [first] = own;
      return (
        own.every(({ outcome }) => isBlank(outcome)) && {
          path: `items.${first?.id}.outcome`,
          code: 'outcome-missing',
          strategy,
        }
      );
    }),
    ...items.flatMap((item) => faultsOfItem(item, about)),
  ]);
}

function faultsOfItem(item: PlanItem, { from, to }: PlanDraft['about']): (Parts | false)[] {
  const at = (field: string) => `items.${item.id}.${field}`;
  const [cost, source] = [itemCost(item), item.fundingSource];
  // A period that is none yet says nothing about months.
  const period = from !== null && to !== null && from <= to ? monthsBetween(from, to) : null;
  return [
    item.strategy === null && missing(at('strategy')),
    isBlank(item.title) && missing(at('title')),
    isBlank(item.objective) && missing(at('objective')),
    item.field === null && missing(at('field')),
    isBlank(item.targetGroup) && missing(at('targetGroup')),
    (item.men ?? 0) + (item.women ?? 0) === 0 && { path: at('men'), code: 'nobody' },
    item.strategy === 'involvement' &&
      isListEmpty(item.resources) && { path: at('resources'), code: 'resource-missing' },
    item.months.length === 0 && missing(at('months')),
    period !== null &&
      item.months.some((month) => !period.includes(month)) && { path: at('months'), code: 'month-outside' },
    isBlank(item.personInCharge) && missing(at('personInCharge')),
    isBlank(item.output) && missing(at('output')),
    isBlank(item.target) && missing(at('target')),
    isBlank(item.evidence) && missing(at('evidence')),
    item.costs.some(({ what, quantity, unitPrice }) => isBlank(what) || !quantity || !unitPrice) && {
      path: at('costs'),
      code: 'cost-incomplete',
    },
    source === null && missing(at('fundingSource')),
    source === 'noCost' && cost > 0 && { path: at('fundingSource'), code: 'cost-without-source' },
    source !== null && source !== 'noCost' && cost === 0 && { path: at('costs'), code: 'cost-missing' },
  ];
}

function faultsOfClosing(closing: PlanDraft['closing'], { today }: PlanDates): PlanFault[] {
  const { needsBudget, budgetYear, sustainability, acknowledgement } = closing;
  const isOwed = isAcknowledgementOwed(acknowledgement);
  const { name, date, evidence } = acknowledgement;
  return inSection('closing', [
    needsBudget === null && missing('closing.needsBudget'),
    needsBudget === true && budgetYear === null && missing('closing.budgetYear'),
    isBlank(sustainability) && missing('closing.sustainability'),
    !isOwed && isBlank(name) && missing('closing.acknowledgement.name'),
    !isOwed && date === null && missing('closing.acknowledgement.date'),
    date !== null && date > today && { path: 'closing.acknowledgement.date', code: 'date-in-future' },
    !isOwed && isBlank(evidence) && missing('closing.acknowledgement.evidence'),
  ]);
}

function faultsOfSteps(steps: PlanDraft['steps'], dates: PlanDates): PlanFault[] {
  const latest = daysAfter(stepsFrom(dates), planLimits.stepDays);
  return inSection('steps', [
    tooFew('steps', steps, planLimits.steps.min),
    ...steps.flatMap(({ id, text, date, withWhom, evidence }): (Parts | false)[] => [
      isBlank(text) && missing(`steps.${id}.text`),
      date === null && missing(`steps.${id}.date`),
      date !== null &&
        date > latest && { path: `steps.${id}.date`, code: 'date-too-late', n: planLimits.stepDays },
      isBlank(withWhom) && missing(`steps.${id}.withWhom`),
      isBlank(evidence) && missing(`steps.${id}.evidence`),
    ]),
  ]);
}

function tooFew(path: string, rows: readonly unknown[], n: number): Parts | false {
  return rows.length < n && { path, code: 'too-few', n };
}
