/** Something the person at the keyboard can mend: its message is one sentence that says what to do. */
export class Trouble extends Error {}

/** Prints a trouble as its sentence, anything else with its stack, and ends the process. */
export function giveUp(error) {
  console.error(error instanceof Trouble ? `\n${error.message}` : error);
  process.exit(1);
}
