import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('./fonts/', import.meta.url));

export type PrintWeight = 'Regular' | 'SemiBold' | 'Bold' | 'ExtraBold';

/** Plus Jakarta Sans for paper, cut down to the characters of `printable`; the heaviest to those of a title. */
export function printFonts(...weights: PrintWeight[]): Buffer[] {
  return weights.map((weight) => readFileSync(`${folder}PlusJakartaSans-${weight}.ttf`));
}

/**
 * What the fonts for paper can show: letters of Latin scripts with their marks, digits and the usual signs. Marks that only
 * turn the direction of the text are not among them: they could make words read otherwise than they are stored.
 */
export const printable =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u0148\u014a-\u017e\u018f\u01e6\u01e7\u01fa-\u01ff\u0218-\u021b\u0259\u02d9\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9\u2010\u2011\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020\u2022\u2026\u2032\u2033\u2039\u203a\u20ac\u2122\u2212]+$/u;
