import * as z from 'zod';

/** The ways in which a library serves its village; a plan has each of them. */
export const PlanStrategy = z.enum(['informationService', 'involvement', 'advocacy']);
export type PlanStrategy = z.infer<typeof PlanStrategy>;

export const PlanField = z.enum([
  'education',
  'economy',
  'health',
  'farming',
  'culture',
  'technology',
  'environment',
  'other',
]);
export type PlanField = z.infer<typeof PlanField>;

/** `villageBudget` is APBDes, `agency` a regional office, `specialFund` DAK. */
export const FundingSource = z.enum([
  'villageBudget',
  'selfHelp',
  'partner',
  'agency',
  'specialFund',
  'noCost',
]);
export type FundingSource = z.infer<typeof FundingSource>;

export const NeedEvidence = z.enum(['interview', 'villageData', 'observation']);
export type NeedEvidence = z.infer<typeof NeedEvidence>;

export const StepStatus = z.enum(['notStarted', 'running', 'done']);
export type StepStatus = z.infer<typeof StepStatus>;

/** How much of each there is at least and at most. */
export const planLimits = {
  needs: { min: 3, max: 8 },
  items: { min: 3, max: 12 },
  steps: { min: 3, max: 5 },
  months: 12,
  /** Days after the class within which every step of the follow-up commitment lies. */
  stepDays: 90,
  /** Days after the class in which the village head may still acknowledge the plan. */
  acknowledgementDays: 14,
  /** So bounded that the sum of all costs is still an exact number. */
  quantity: 100_000,
  unitPrice: 500_000_000,
} as const;

/** Given by whoever adds the row, and kept when it is moved or rewritten: what is said about it stays with it. */
export const PlanRowId = z.uuid();
export type PlanRowId = z.infer<typeof PlanRowId>;

/** `2026-07`. */
export const PlanMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const words = (max: number) => z.string().max(max).default('');
const list = (count: number, max: number) => z.array(z.string().max(max)).max(count).default([]);
const count = z.int().min(0).max(1_000_000).nullable().default(null);
const day = z.iso.date().nullable().default(null);
const rows = <Row extends z.ZodType<{ id: string }>>(row: Row, max: number) =>
  z
    .array(row)
    .max(max)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'every row has its own id')
    .default([]);

export const PlanNeed = z.object({
  id: PlanRowId,
  text: words(300),
  evidence: NeedEvidence.nullable().default(null),
  /** Who said it, which data, what was seen. */
  source: words(300),
});
export type PlanNeed = z.infer<typeof PlanNeed>;

/** A cost is reckoned, not guessed: so many at such a price. */
export const PlanCost = z.object({
  id: PlanRowId,
  what: words(80),
  quantity: z.int().min(0).max(planLimits.quantity).nullable().default(null),
  /** In whole rupiah. */
  unitPrice: z.int().min(0).max(planLimits.unitPrice).nullable().default(null),
});
export type PlanCost = z.infer<typeof PlanCost>;

export const PlanItem = z.object({
  id: PlanRowId,
  strategy: PlanStrategy.nullable().default(null),
  title: words(120),
  objective: words(300),
  field: PlanField.nullable().default(null),
  targetGroup: words(120),
  men: count,
  women: count,
  resources: list(6, 160),
  resourcePerson: words(120),
  partner: words(120),
  months: z.array(PlanMonth).max(planLimits.months).default([]),
  frequency: words(80),
  /** A role, never a name. */
  personInCharge: words(80),
  output: words(200),
  outcome: words(200),
  target: words(200),
  evidence: words(200),
  costs: rows(PlanCost, 8),
  fundingSource: FundingSource.nullable().default(null),
  /** The money is asked for, not yet promised. */
  isProposed: z.boolean().default(false),
  risk: words(300),
  mitigation: words(300),
});
export type PlanItem = z.infer<typeof PlanItem>;

/** The village head knows of the plan. */
export const PlanAcknowledgement = z.object({
  name: words(120),
  date: day,
  /** Where it can be seen: a signed sheet, minutes of a meeting. */
  evidence: words(300),
});
export type PlanAcknowledgement = z.infer<typeof PlanAcknowledgement>;

/** One step of the follow-up commitment (RTL). */
export const PlanStep = z.object({
  id: PlanRowId,
  text: words(200),
  date: day,
  withWhom: words(120),
  evidence: words(200),
  status: StepStatus.default('notStarted'),
});
export type PlanStep = z.infer<typeof PlanStep>;

/**
 * The activity plan with its follow-up commitment, in any state from empty to complete. Every field has its place from
 * the start, so that a half-made plan is kept as it is; what is still missing is said by `faultsOf`.
 */
export const PlanDraft = z
  .object({
    about: z
      .object({
        library: words(160),
        village: words(120),
        from: PlanMonth.nullable().default(null),
        to: PlanMonth.nullable().default(null),
        team: list(10, 60),
        vision: words(300),
        targetGroups: list(10, 60),
        potentials: words(1_000),
        /** How it is now, a month where it is counted by the month; what nobody knows yet is null. */
        visitors: count,
        members: count,
        activities: count,
        partners: count,
      })
      .prefault({}),
    needs: rows(PlanNeed, planLimits.needs.max),
    items: rows(PlanItem, planLimits.items.max),
    closing: z
      .object({
        /** Whether it stands or falls with the village meeting (Musdes) and the village budget (APBDes). */
        needsBudget: z.boolean().nullable().default(null),
        budgetYear: z.int().min(2_000).max(2_999).nullable().default(null),
        sustainability: words(1_000),
        acknowledgement: PlanAcknowledgement.prefault({}),
      })
      .prefault({}),
    steps: rows(PlanStep, planLimits.steps.max),
  })
  .meta({ id: 'PlanDraft' });
export type PlanDraft = z.infer<typeof PlanDraft>;

export const emptyPlan: PlanDraft = PlanDraft.parse({});

/** Whether two plans say the same, in whatever order their fields came. */
export function isSamePlan(one: PlanDraft | null | undefined, other: PlanDraft | null | undefined): boolean {
  return one === other || JSON.stringify(ordered(one ?? null)) === JSON.stringify(ordered(other ?? null));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, ordered(inner)]);
}
