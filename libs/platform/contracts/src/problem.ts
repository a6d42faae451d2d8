/** What a client is told when something is refused: RFC 9457 "problem details". */
export interface ProblemDetails {
  /** `/problems/<code>`: the code never changes its meaning; the portal has the words for people per code. */
  type: string;
  title: string;
  status: number;
  /** `urn:request:<id>`, the id that the logs carry too. */
  instance?: string;
  /** Present on 422: where in the body, path or query the request does not fit its contract. */
  errors?: FieldError[];
  [extra: string]: unknown;
}

/** `pointer` is a JSON pointer fragment into the sent body (`#/answer/text`), or `#path/…` and `#query/…`. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/** A refusal on its way out. Services throw it; only the platform turns it into HTTP or a socket's answer. */
export class ProblemError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(`${code}: ${title}`);
    this.name = 'ProblemError';
  }
}

export type ProblemTable = Record<string, readonly [status: number, title: string]>;

/** The refusals of a feature: callable to make the error to throw, and listing what may be expected. */
export interface Problems<Code extends string = string> {
  (code: Code, extra?: Record<string, unknown>): ProblemError;
  readonly table: Readonly<Record<Code, readonly [status: number, title: string]>>;
}

/** Declares refusals by code: kebab-case, a fact, with HTTP status and an English title for developers. */
export function problems<const T extends ProblemTable>(table: T): Problems<keyof T & string> {
  const make = (code: keyof T & string, extra: Record<string, unknown> = {}): ProblemError => {
    const entry = table[code];
    if (!entry) throw new Error(`Undeclared problem ${code}`);
    return new ProblemError(code, entry[0], entry[1], extra);
  };
  return Object.assign(make, { table });
}

/** Refusals any endpoint can answer with; they need not be declared again. */
export const commonProblem = problems({
  'not-found': [404, 'There is nothing here, or it is not yours'],
  'not-signed-in': [401, 'Sign in first'],
  'not-allowed': [403, 'Your role does not allow this'],
  'invalid-request': [422, 'The request does not fit its contract'],
  'body-too-large': [413, 'The body is larger than this endpoint takes'],
  'unsupported-media-type': [415, 'The body has another type than this endpoint takes'],
  'malformed-body': [422, 'The body is not well-formed'],
  'body-too-slow': [408, 'The body did not arrive in time'],
  'address-too-long': [414, 'The address is longer than any page here makes it'],
  'too-many-parameters': [400, 'The query has more parameters than any list here knows'],
  'too-many-requests': [429, 'Too many requests; wait as long as Retry-After says'],
  'cross-site-request': [403, 'Writes are taken only from this site'],
  'temporarily-unavailable': [503, 'A part this needs does not answer right now'],
  'storage-full': [507, 'There is no room to keep the file right now'],
  'unexpected-error': [500, 'Something failed on our side'],
});

/** Gives back what was found, or refuses with 404: what is not there and what is not yours look the same. */
export function found<T>(thing: T | null | undefined): T {
  if (thing === null || thing === undefined) throw commonProblem('not-found');
  return thing;
}
