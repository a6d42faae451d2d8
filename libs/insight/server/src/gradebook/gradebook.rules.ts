import type { ScoreColumn } from '@bimtek/graduation-contracts';

/** The component that work of a module comes to: that of the module's assignment, else the plan, when it counts. */
export function componentOfWork(columns: readonly ScoreColumn[], moduleCode: string): string | null {
  const own = columns.find(
    ({ component, moduleCode: code }) => code === moduleCode && component.startsWith('assignment:'),
  );
  if (own) return own.component;
  return columns.some(({ component }) => component === 'plan') ? 'plan' : null;
}
