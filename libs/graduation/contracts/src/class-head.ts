import { ClassGroupId, ClassGroupState } from '@bimtek/delivery-contracts';
import * as z from 'zod';

export const classGroupParams = z.object({ classGroupId: ClassGroupId });

export const ClassHead = z.object({
  id: ClassGroupId,
  code: z.string(),
  name: z.string(),
  state: ClassGroupState,
  runName: z.string(),
  closedAt: z.iso.datetime().nullable(),
});
export type ClassHead = z.infer<typeof ClassHead>;
