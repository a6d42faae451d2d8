import type { FieldError } from '@bimtek/platform-contracts';

/** The request never reached the server: no signal, or the server cannot be reached from here. */
const networkCodes = new Set(['offline', 'unreachable', 'server-down']);

/**
 * Why a call failed. `code` is the problem's code (RFC 9457, `/problems/<code>`) or one of
 * `offline` (this device has no connection), `unreachable` (the request got no answer),
 * `server-down` (a gateway answered for a server that did not), `unexpected-answer` (not what the contract says).
 */
export class ApiProblem extends Error {
  constructor(
    readonly code: string,
    /** 0 when there was no answer. */
    readonly status: number,
    readonly title: string,
    readonly errors: readonly FieldError[] = [],
    readonly extra: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code}: ${title}`, options);
    this.name = 'ApiProblem';
  }

  /** True when trying again later, unchanged, is the right answer. */
  get isNetwork(): boolean {
    return networkCodes.has(this.code);
  }

  /** The first remark on a field of the body, by its name: `#/password` is `password`, `#/a/0/b` is `a/0/b`. */
  fieldErrors(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { pointer, detail } of this.errors) {
      const field = pointer.replace(/^#\/?/, '');
      found[field] ??= detail;
    }
    return found;
  }
}

/** Makes an `ApiProblem` of whatever was thrown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof ApiProblem) return cause;
  return new ApiProblem('unexpected-error', 0, 'Something failed in the portal', [], {}, { cause: error });
}
