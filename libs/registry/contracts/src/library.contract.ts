import * as z from 'zod';

export const LibraryType = z.enum(['village', 'communityReading', 'regency', 'province']);
export type LibraryType = z.infer<typeof LibraryType>;

/** How a library takes part: everything, books only, by its own means, proposed by its local government. */
export const SupportKind = z.enum(['fullSupport', 'bookAid', 'replication', 'proposed']);
export type SupportKind = z.infer<typeof SupportKind>;
