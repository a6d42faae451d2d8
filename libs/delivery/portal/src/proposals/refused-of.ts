import { refusalCodes } from '@bimtek/delivery-contracts';
import type { ApiProblem } from '@bimtek/platform-portal';

/** Those whom a refusal names, with why. */
export function refusedOf({ extra: { refused } }: ApiProblem): { name: string; code: string }[] {
  if (!Array.isArray(refused)) return [];
  return (refused as { name: string; code: string }[]).filter(({ code }) =>
    (refusalCodes as readonly string[]).includes(code),
  );
}
