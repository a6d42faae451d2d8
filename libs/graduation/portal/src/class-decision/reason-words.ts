import type { Condition } from '@bimtek/graduation-contracts';
import type { Formats, Words } from '@bimtek/platform-portal';

/** Why a person does not pass: a short sentence for each condition that is not met. */
export function reasonsOf(conditions: readonly Condition[], words: Words, formats: Formats): string[] {
  return conditions
    .filter(({ state }) => state !== 'met')
    .map((condition) => {
      const write = (value: number) =>
        condition.code === 'attendance' ? formats.percent(value) : formats.number(value);
      return words.t(`graduation.decision.reason.${keyOf(condition)}`, {
        value: condition.value === null ? '–' : write(condition.value),
        limit: write(condition.limit),
      });
    });
}

function keyOf({ code, state, value, limit, isApproved }: Condition): string {
  if (code === 'plan' && value !== null && value >= limit) {
    return isApproved === null ? 'planUnknown' : 'planRefused';
  }
  return state === 'missing' ? `${code}Missing` : code;
}
