/** An opaque place in a list by name: the sort key and id of the last row that was shown. */
export function placeAfter(sortName: string, id: string): string {
  return Buffer.from(JSON.stringify([sortName, id])).toString('base64url');
}

/** The place in a list that `after` names; the beginning when nobody of us made it. */
export function readPlace(after: string | undefined): [sortName: string, id: string] | null {
  if (!after) return null;
  try {
    const [name, id, ...rest] = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[];
    const isPlace = typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id);
    return isPlace && rest.length === 0 ? [name, id] : null;
  } catch {
    return null;
  }
}

/** A part of a text to look for, with the pattern's own signs taken literally. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
