import {
  emptyPlan,
  PlanCost,
  type PlanDraft,
  type PlanFacts,
  PlanItem,
  planLimits,
  PlanNeed,
  PlanStep,
  type PlanStrategy,
} from '@bimtek/assignments-contracts';
import { newId } from '@bimtek/platform-portal/new-id';

const idOf = () => newId<PlanItem['id']>();

export const aNeed = () => PlanNeed.parse({ id: idOf() });
export const aStep = () => PlanStep.parse({ id: idOf() });
export const aCost = () => PlanCost.parse({ id: idOf() });
export const anItem = (strategy: PlanStrategy | null = null) => PlanItem.parse({ id: idOf(), strategy });

/** The plan with which writing begins: what the server knows is filled in, and the rows that are needed anyway are there. */
export function firstPlan({ library, village }: Pick<PlanFacts, 'library' | 'village'>): PlanDraft {
  return {
    ...emptyPlan,
    about: { ...emptyPlan.about, library: library ?? '', village: village ?? '' },
    needs: Array.from({ length: planLimits.needs.min }, aNeed),
    steps: Array.from({ length: planLimits.steps.min }, aStep),
  };
}

/** A copy that is a row of its own: whatever is said about the first stays with the first. */
export function copyOf(item: PlanItem, title: string): PlanItem {
  return {
    ...item,
    id: idOf(),
    title: title.slice(0, 120),
    costs: item.costs.map((line) => ({ ...line, id: idOf() })),
  };
}

type Row = { readonly id: string };

export function changed<R extends Row>(rows: readonly R[], id: string, change: Partial<R>): R[] {
  return rows.map((row) => (row.id === id ? { ...row, ...change } : row));
}

export function without<R extends Row>(rows: readonly R[], id: string): R[] {
  return rows.filter((row) => row.id !== id);
}

/** One place up (-1) or down (1); a row at the end stays where it is. */
export function moved<R extends Row>(rows: readonly R[], id: string, by: 1 | -1): R[] {
  const from = rows.findIndex((row) => row.id === id);
  const to = from + by;
  const row = rows[from];
  if (!row || to < 0 || to >= rows.length) return [...rows];
  return rows.toSpliced(from, 1).toSpliced(to, 0, row);
}

/** Puts a row back where it was, or at the end of what has become shorter; one that is back already stays. */
export function restored<R extends Row>(rows: readonly R[], row: R, place: number): R[] {
  return rows.some(({ id }) => id === row.id) ? [...rows] : rows.toSpliced(place, 0, row);
}
