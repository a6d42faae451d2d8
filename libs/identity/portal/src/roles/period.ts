/** The first moment of a calendar day (`2026-07-06`) where the person sits; undefined for none. */
export function firstMoment(day: string): string | undefined {
  return momentOf(day, 0);
}

/** The first moment after a calendar day, which is its last day included. */
export function momentAfter(day: string): string | undefined {
  return momentOf(day, 1);
}

function momentOf(day: string, plus: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + plus).toISOString();
}
