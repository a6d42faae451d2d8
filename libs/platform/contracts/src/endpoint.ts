import type * as z from 'zod';
import type { ProblemTable } from './problem.ts';

export type Schema = z.ZodType;

/**
 * Who may call: `public` (anyone), `signed-in` (any account), or a permission such as `attempt.answer`
 * that the identity context grants to roles with a scope.
 */
export type Permission = `${string}.${string}`;
export type Allow = 'public' | 'signed-in' | Permission;

/** A file sent as the raw request body (its name in `?fileName=`), at most so many bytes. */
export interface Upload {
  maxBytes: number;
  /** Media types for the documentation; the content is judged by the use case, never by its name. */
  accepts: string[];
}

interface Definition<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema | undefined,
> {
  /** Verb and noun; the operation id in OpenAPI. */
  name: string;
  /** One sentence for the reference. */
  summary: string;
  /** `HEAD` where a protocol of others asks for it, without a `GET` of the same path. */
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/`, parameters as `:name`. */
  path: string;
  allow: Allow;
  params?: P;
  query?: Q;
  body?: B;
  /** What leaves the server; what it does not name stays. Absent: 204, or a file when `download` is set. */
  result?: R;
  upload?: Upload;
  /** The media type of a binary or text answer that is streamed as it is. */
  download?: string;
  problems?: { readonly table: ProblemTable };
}

export interface Endpoint<
  P extends Schema | undefined = Schema | undefined,
  Q extends Schema | undefined = Schema | undefined,
  B extends Schema | undefined = Schema | undefined,
  R extends Schema | undefined = Schema | undefined,
> extends Definition<P, Q, B, R> {
  readonly kind: 'endpoint';
}

/**
 * Declares one endpoint. From this object come the route, the permission check, validation, the response,
 * OpenAPI, and the portal's typed call.
 */
export function endpoint<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
>(definition: Definition<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return { ...definition, kind: 'endpoint' };
}

type Given<S> = Exclude<S, undefined>;
type Out<S> = [Given<S>] extends [never] ? undefined : z.output<Given<S> & Schema>;
type In<S> = [Given<S>] extends [never] ? undefined : z.input<Given<S> & Schema>;

export type ParamsOf<E extends Endpoint> = Out<E['params']>;
export type QueryOf<E extends Endpoint> = Out<E['query']>;
export type BodyOf<E extends Endpoint> = Out<E['body']>;
/** What the server's method returns (before parsing) and what the portal receives (after it). */
export type ResultOf<E extends Endpoint> = Out<E['result']>;

/** What a handler receives, parsed by the contract. */
export interface InputOf<E extends Endpoint> {
  params: ParamsOf<E>;
  query: QueryOf<E>;
  body: BodyOf<E>;
}

type Part<Name extends string, S> = [Given<S>] extends [never]
  ? { [K in Name]?: undefined }
  : { [K in Name]: In<S> };
/** What a caller sends; parts that the contract does not have may be left out. */
export type CallOf<E extends Endpoint> = Part<'params', E['params']> &
  Part<'query', E['query']> &
  Part<'body', E['body']>;
