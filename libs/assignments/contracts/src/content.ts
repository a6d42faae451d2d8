import type { HandInKind } from '@bimtek/curriculum-contracts';
import * as z from 'zod';
import { FILES_MAX } from './files.ts';
import { AttachedFileId } from './ids.ts';
import { PlanDraft } from './plan/plan.ts';

/** About 3,000 words. */
export const TEXT_MAX = 20_000;
const LINK_MAX = 2_000;

/** Items of the brief's checklist that the trainee has ticked, by their place from 0. */
const Checked = z.array(z.int().min(0).max(11)).max(12).default([]);

/** Attached files, in the order in which they are shown. */
const Files = z
  .array(AttachedFileId)
  .max(FILES_MAX)
  .refine((ids) => new Set(ids).size === ids.length, 'every file once')
  .default([]);

/** Where a plan is asked for; what is missing in it is judged when it is handed in. */
const Plan = PlanDraft.nullable().default(null);

/** Work as it is being written: a link may still be half a link. */
export const DraftContent = z.object({
  text: z.string().max(TEXT_MAX),
  link: z.string().max(LINK_MAX).nullable().default(null),
  checked: Checked,
  files: Files,
  plan: Plan,
});
export type DraftContent = z.infer<typeof DraftContent>;

/** Work as it is handed in. */
export const HandInContent = z.object({
  text: z.string().trim().max(TEXT_MAX),
  link: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .max(LINK_MAX)
    .nullable()
    .default(null),
  checked: Checked,
  files: Files,
  plan: Plan,
});
export type HandInContent = z.infer<typeof HandInContent>;

/**
 * Whether a link can be handed in: when the brief says so, or when it asks for a file, which may then lie elsewhere.
 * Text can always be handed in.
 */
export function takesLink(kinds: readonly HandInKind[]): boolean {
  return kinds.some((kind) => kind !== 'form' && kind !== 'text');
}

/** Whether an activity plan is asked for: the form is the only way to hand in, not one among others. */
export function asksForPlan(kinds: readonly HandInKind[]): boolean {
  return kinds.length === 1 && kinds[0] === 'form';
}

/** Words of a text, as people count them. */
export function wordsIn(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
