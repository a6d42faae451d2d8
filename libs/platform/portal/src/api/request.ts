import type { CallOf, Endpoint, ProblemDetails } from '@bimtek/platform-contracts';
import { ApiProblem } from './api-problem.ts';

/** What the server looks for before it takes a write: a page of another site cannot send it. */
export const clientHeader = { 'X-Requested-With': 'ruang-bimtek' } as const;

export interface CallParts {
  params?: unknown;
  query?: unknown;
  body?: unknown;
}

/** The address of an endpoint with its parameters filled in, below the root of this site. */
export function urlFor<E extends Endpoint>(endpoint: E, input: CallOf<E>): string;
export function urlFor(endpoint: Endpoint, input: CallParts): string {
  const params = (input.params ?? {}) as Record<string, string | number | undefined>;
  const path = endpoint.path.replace(/:(\w+)/g, (_match, name: string) => {
    const value = params[name];
    if (value === undefined || value === null)
      throw new Error(`${endpoint.name} needs the parameter ${name}`);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  const search = query.toString();
  return `/api/${path}${search ? `?${search}` : ''}`;
}

/** Reads a refusal. Anything that is not a problem document came from something between us and the server. */
export function problemFrom(status: number, contentType: string | null, text: string): ApiProblem {
  if (contentType?.includes('application/problem+json')) {
    try {
      const {
        type,
        title,
        status: _status,
        errors,
        instance,
        ...extra
      } = JSON.parse(text) as Partial<ProblemDetails>;
      const code = (type ?? '').replace(/^.*\//, '') || 'unexpected-error';
      return new ApiProblem(code, status, title ?? code, errors ?? [], { ...extra, instance });
    } catch (cause) {
      return new ApiProblem('unexpected-answer', status, 'The refusal could not be read', [], {}, { cause });
    }
  }
  if (status >= 502 && status <= 504)
    return new ApiProblem('server-down', status, 'The server does not answer');
  return new ApiProblem('unexpected-error', status, `Answered ${status}`);
}

/** A request without an answer: told apart by what the device itself says about its connection. */
export function noAnswer(cause: unknown, isOnline: boolean): ApiProblem {
  return isOnline
    ? new ApiProblem('unreachable', 0, 'The server could not be reached', [], {}, { cause })
    : new ApiProblem('offline', 0, 'This device has no connection', [], {}, { cause });
}
