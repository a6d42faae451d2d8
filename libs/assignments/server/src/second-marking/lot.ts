import { createHash } from 'node:crypto';

/**
 * The lot of a piece, from 0 to below 1, the same however often it is drawn: the first 48 bits of a hash of the seed that
 * was drawn for its run and its own id. Nobody can know it beforehand, and everybody can check it afterwards.
 */
export function lotOf(seed: string, submissionId: string): number {
  return createHash('sha256').update(`${seed}:${submissionId}`).digest().readUIntBE(0, 6) / 2 ** 48;
}
