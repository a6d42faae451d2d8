import * as z from 'zod';

/** `notYetAvailable`: lessons are being written. `withoutLessons`: the subject is held live only. */
export const ModuleProgressState = z.enum([
  'notYetAvailable',
  'withoutLessons',
  'notStarted',
  'started',
  'completed',
]);
export type ModuleProgressState = z.infer<typeof ModuleProgressState>;
