import type * as z from 'zod';
import type { Permission, Schema } from './endpoint.ts';
import type { ProblemDetails, ProblemTable } from './problem.ts';

/** A message from a client over its socket, always answered: with the reply or with `{ problem }`. */
export interface MessageContract<P extends Schema = Schema, R extends Schema = Schema> {
  readonly kind: 'message';
  /** `<context>.<verb>-<noun>` */
  readonly name: string;
  /** Nobody has a socket who is not signed in; beyond that a permission that the acting role must have. */
  readonly allow: 'signed-in' | Permission;
  readonly payload: P;
  /** What leaves the server; what it does not name stays. */
  readonly reply: R;
  readonly problems?: { readonly table: ProblemTable };
}

/**
 * Declares one message. From this object come the permission check, validation of what arrives, and the reply.
 * Who sends it is known from the handshake, never from the payload.
 */
export function message<P extends Schema, R extends Schema>(
  definition: Omit<MessageContract<P, R>, 'kind'>,
): MessageContract<P, R> {
  return { ...definition, kind: 'message' };
}

/** What the server tells by itself. A client that missed it must be able to ask for what is true now. */
export interface NewsContract<P extends Schema = Schema> {
  readonly kind: 'news';
  /** `<context>.<noun>` */
  readonly name: string;
  readonly payload: P;
}

export function news<P extends Schema>(definition: { name: string; payload: P }): NewsContract<P> {
  return { ...definition, kind: 'news' };
}

/** What a client sends, before parsing. */
export type Sent<M extends MessageContract> = z.input<M['payload']>;
export type ReplyOf<M extends MessageContract> = z.output<M['reply']>;
/** What comes back over the wire. */
export type Answer<M extends MessageContract> = ReplyOf<M> | { problem: ProblemDetails };
