import type * as z from 'zod';

/**
 * A kind of message. It has no sentences: the portal's words of the context that sends it say them in each language, under
 * `<context>Messages.<name>`, from the parameters.
 */
export interface MessageTemplate<P extends z.ZodType = z.ZodType> {
  /** `<context>.<what is told>` */
  readonly name: `${string}.${string}`;
  readonly params: P;
}

export function messageTemplate<P extends z.ZodType>(definition: MessageTemplate<P>): MessageTemplate<P> {
  return definition;
}

/** Where the words of a template stand: `assignments.mark-released` has `assignmentsMessages.mark-released`. */
export function wordsOfTemplate(name: string): string {
  return name.replace('.', 'Messages.');
}
