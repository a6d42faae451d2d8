import { ClassGroupId, ClassGroupState, TimeZone } from '@bimtek/delivery-contracts';
import * as z from 'zod';
import { SessionId } from '../ids.ts';
import { SessionKind, SessionState } from '../states.ts';

/** A session as far as attendance is concerned. */
export const AttendedSession = z
  .object({
    id: SessionId,
    kind: SessionKind,
    moduleCode: z.string().nullable(),
    title: z.string(),
    lessonHours: z.number(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    state: SessionState,
  })
  .meta({ id: 'AttendedSession' });
export type AttendedSession = z.infer<typeof AttendedSession>;

export const AttendedClass = z.object({
  id: ClassGroupId,
  code: z.string(),
  name: z.string(),
  state: ClassGroupState,
  timeZone: TimeZone,
});
export type AttendedClass = z.infer<typeof AttendedClass>;
