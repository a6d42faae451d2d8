import type { ImportColumn } from '@bimtek/platform-contracts';

/** One field that a kind of import understands, and the headings under which people write it. */
export interface ImportField {
  name: string;
  /** The first is the one that templates use. Compared without case, accents, spaces and punctuation. */
  headings: string[];
  /** Without a column for it the file cannot be used at all. */
  isRequired?: boolean;
}

/** `No. WhatsApp *` and `no whatsapp` are one heading. What stands in brackets is an explanation, not a name. */
export function headingKey(heading: string): string {
  return heading
    .replaceAll(/\([^)]*\)/g, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** `0` is `A`, `26` is `AA`. */
export function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last;
}

/** Which columns of a row of headings are understood; the first of two columns for one field counts. */
export function matchHeadings(
  cells: string[],
  fields: ImportField[],
): { index: number; column: ImportColumn }[] {
  const fieldOf = new Map(fields.flatMap((field) => field.headings.map((h) => [headingKey(h), field.name])));
  const taken = new Set<string>();
  return cells.flatMap((heading, index) => {
    const field = fieldOf.get(headingKey(heading));
    if (!field || taken.has(field)) return [];
    taken.add(field);
    return [{ index, column: { column: columnLetter(index), field, heading: heading.trim() } }];
  });
}

/** The first headings of the required fields that no column was found for. */
export function missingHeadings(fields: ImportField[], found: { column: ImportColumn }[]): string[] {
  const names = new Set(found.map(({ column }) => column.field));
  return fields
    .filter((field) => field.isRequired && !names.has(field.name))
    .map((field) => field.headings[0] ?? field.name);
}
