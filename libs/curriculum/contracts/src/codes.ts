import * as z from 'zod';

/** `M0` to `M8`: the code by which a subject is known in content, scores and certificates. */
export const ModuleCode = z.string().regex(/^M\d{1,2}$/);
export type ModuleCode = z.infer<typeof ModuleCode>;

export const TestKind = z.enum(['quiz', 'preTest', 'postTest']);
export type TestKind = z.infer<typeof TestKind>;
