import { FundingSource, type PlanCost, type PlanDraft, type PlanItem, PlanStrategy } from './plan.ts';

/** In whole rupiah; a line that is not whole yet costs nothing. */
export function lineCost({ quantity, unitPrice }: Pick<PlanCost, 'quantity' | 'unitPrice'>): number {
  return (quantity ?? 0) * (unitPrice ?? 0);
}

export function itemCost({ costs }: Pick<PlanItem, 'costs'>): number {
  return costs.reduce((sum, line) => sum + lineCost(line), 0);
}

export interface PlanSums {
  total: number;
  byStrategy: Record<PlanStrategy, number>;
  bySource: Record<FundingSource, number>;
  /** Of items without a strategy, or without a source, yet. */
  withoutStrategy: number;
  withoutSource: number;
  /** Part of the total that is only asked for. */
  proposed: number;
}

/** What the plan costs, twice over: both ways of adding it up give the total. */
export function sumsOf({ items }: Pick<PlanDraft, 'items'>): PlanSums {
  const sum = (of: (item: PlanItem) => boolean) =>
    items.filter(of).reduce((total, item) => total + itemCost(item), 0);
  return {
    total: sum(() => true),
    byStrategy: Object.fromEntries(
      PlanStrategy.options.map((strategy) => [strategy, sum((item) => item.strategy === strategy)]),
    ) as PlanSums['byStrategy'],
    bySource: Object.fromEntries(
      FundingSource.options.map((source) => [source, sum((item) => item.fundingSource === source)]),
    ) as PlanSums['bySource'],
    withoutStrategy: sum(({ strategy }) => strategy === null),
    withoutSource: sum(({ fundingSource }) => fundingSource === null),
    proposed: sum(({ isProposed }) => isProposed),
  };
}

/** The months from one to the other, both included; none when the second comes before the first. At most 120. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  let [year = 0, month = 0] = from.split('-').map(Number);
  for (let at = from; at <= to && months.length < 120;) {
    months.push(at);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    at = `${year}-${String(month).padStart(2, '0')}`;
  }
  return months;
}

/** `2026-07-10` and 14 days. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
