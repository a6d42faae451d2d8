import * as z from 'zod';

/** Keyset paging: `after` is the opaque `next` of the page before. */
export const PageQuery = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** `next` is null on the last page; `total` counts all rows that match, not only this page's. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), total: z.int().nonnegative() });
}
/** Above so many matches a list says `10.000+`: counting on would cost more than anybody learns from it. */
export const COUNT_MAX = 10_000;

/** Paging in both directions: `before` is the `previous` of the page behind; with `after` it counts for nothing. */
export const TwoWayPageQuery = PageQuery.extend({ before: z.string().max(500).optional() });

/** `previous` is null on the first page. What matches is counted by its own endpoint, once a filter and not once a page. */
export function twoWayPageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable(), previous: z.string().nullable() });
}

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
}
