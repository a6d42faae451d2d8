import {
  isSamePlan,
  type PlanDraft,
  PlanItem,
  planSections,
  type PlanSection,
} from '@bimtek/assignments-contracts';

/** What became of an item since the version before; `fields` are those whose words differ. */
export type ItemChange =
  { kind: 'added' } | { kind: 'changed'; fields: (keyof PlanItem)[] } | { kind: 'moved' };

export interface PlanChanges {
  /** By the id of the item; one that is as it was is not here. */
  items: ReadonlyMap<string, ItemChange>;
  removed: readonly PlanItem[];
  /** Parts besides the items that differ. */
  sections: readonly Exclude<PlanSection, 'items'>[];
}

const fieldsOfItem = Object.keys(PlanItem.shape).filter((key) => key !== 'id') as (keyof PlanItem)[];
const isSame = (one: unknown, other: unknown) => isSamePlan(one as PlanDraft, other as PlanDraft);

/** What a trainer looks at first in a version that was sent again. */
export function changesBetween(before: PlanDraft, after: PlanDraft): PlanChanges {
  const old = new Map(before.items.map((item) => [item.id, item]));
  const kept = new Set(after.items.map(({ id }) => id));
  const stayed = before.items.filter(({ id }) => kept.has(id)).map(({ id }) => id);
  const items = new Map<string, ItemChange>();
  let place = 0;
  for (const item of after.items) {
    const was = old.get(item.id);
    if (!was) {
      items.set(item.id, { kind: 'added' });
      continue;
    }
    const fields = fieldsOfItem.filter((field) => !isSame(was[field], item[field]));
    if (fields.length > 0) items.set(item.id, { kind: 'changed', fields });
    else if (stayed[place] !== item.id) items.set(item.id, { kind: 'moved' });
    place++;
  }
  return {
    items,
    removed: before.items.filter(({ id }) => !kept.has(id)),
    sections: planSections.filter(
      (section): section is Exclude<PlanSection, 'items'> =>
        section !== 'items' && !isSame(before[section], after[section]),
    ),
  };
}
