/** Whose work it is, or who decides on it: a person, and the library they belong to. */
export interface WorkOf {
  personId: string;
  libraryId: string | null;
}

/**
 * The one rule of conflicts of interest: nobody verifies, grades, approves or takes back their own work or that of people
 * of their own library. Wherever something is decided about a person, this is asked, here or as `ownWork` in a statement.
 */
export function isOwnWork(work: WorkOf, decider: WorkOf): boolean {
  return (
    work.personId === decider.personId || (work.libraryId !== null && work.libraryId === decider.libraryId)
  );
}
