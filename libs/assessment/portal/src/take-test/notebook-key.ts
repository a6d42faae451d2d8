/** Where the pages of all notebooks lie on this device; a person's begin with their id. */
export const notebookPrefix = 'tes:';

export function personPrefix(personId: string): string {
  return `${notebookPrefix}${personId}:`;
}

/** Undefined where a browser keeps nothing. */
export function localStorageOrNone(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Whether this device has pages of a person's attempts, which may hold answers the server does not have. */
export function hasNotebooks(personId: string, storage = localStorageOrNone()): boolean {
  return Object.keys(storage ?? {}).some((key) => key.startsWith(personPrefix(personId)));
}
