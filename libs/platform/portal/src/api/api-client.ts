import { Service, resource } from '@angular/core';
import type { ResourceRef } from '@angular/core';
import type { CallOf, Endpoint, ResultOf } from '@bimtek/platform-contracts';
import { ApiProblem, asProblem } from './api-problem.ts';
import { clientHeader, noAnswer, problemFrom, urlFor } from './request.ts';
import type { CallParts } from './request.ts';

/** The input may be left out when the contract asks for none. */
type Input<E extends Endpoint> =
  Record<never, never> extends CallOf<E> ? [input?: CallOf<E>] : [input: CallOf<E>];
type ReadInput<E extends Endpoint> =
  Record<never, never> extends CallOf<E>
    ? [input?: () => CallOf<E> | undefined]
    : [input: () => CallOf<E> | undefined];
/** What goes beside an uploaded file. */
type Beside<E extends Endpoint> = Pick<CallOf<E>, 'params' | 'query'>;

/** How long one request may take before it counts as unanswered: a village link is slow, not endless. */
const patienceMs = 30_000;

/** The one way to the server. Every refusal, and every missing answer, is an `ApiProblem`. */
@Service()
export class ApiClient {
  readonly #whenSignedOut = new Set<() => void>();

  /** Calls once and resolves with what the contract's `result` says (nothing, when it has none). */
  call<E extends Endpoint>(endpoint: E, ...[input]: Input<E>): Promise<ResultOf<E>> {
    return this.send(endpoint, (input ?? {}) as CallParts);
  }

  /**
   * A resource that reads anew whenever `input` changes and rests while it is undefined.
   * Its `error()` is an `ApiProblem`; `reload()` keeps the old value on the screen meanwhile.
   */
  read<E extends Endpoint>(endpoint: E, ...[input]: ReadInput<E>): ResourceRef<ResultOf<E> | undefined> {
    return resource<ResultOf<E>, CallOf<E> | undefined>({
      params: () => (input ? input() : ({} as CallOf<E>)),
      loader: ({ params, abortSignal }) => this.send(endpoint, params as CallParts, abortSignal),
    });
  }

  /** Sends a file as it is. `onProgress` hears the share that has left this device, 0 to 1. */
  upload<E extends Endpoint>(
    endpoint: E,
    file: File,
    input: Beside<E>,
    onProgress: (share: number) => void = () => undefined,
  ): Promise<ResultOf<E>> {
    const parts = input as CallParts;
    const query = { ...(parts.query as Record<string, unknown> | undefined), fileName: file.name };
    const request = new XMLHttpRequest();
    request.open(endpoint.method, urlFor(endpoint, { ...parts, query } as CallOf<E>));
    request.setRequestHeader('Accept', 'application/json');
    // What a file is, the server reads from its bytes; by this type it knows that they are to be passed on as they are.
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    for (const [name, value] of Object.entries(clientHeader)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    };
    return new Promise<ResultOf<E>>((resolve, reject) => {
      request.onerror = () => reject(noAnswer(undefined, navigator.onLine));
      request.onabort = () => reject(noAnswer(undefined, navigator.onLine));
      request.onload = () => {
        const { status, responseText } = request;
        try {
          resolve(this.#result(endpoint, status, request.getResponseHeader('Content-Type'), responseText));
        } catch (error) {
          reject(asProblem(error));
        }
      };
      request.send(file);
    });
  }

  /** The address of an endpoint for a link or a download. */
  urlOf<E extends Endpoint>(endpoint: E, ...[input]: Input<E>): string {
    return urlFor(endpoint, (input ?? {}) as CallOf<E>);
  }

  /** Hears when the server no longer knows this session. */
  whenSignedOut(listener: () => void): void {
    this.#whenSignedOut.add(listener);
  }

  protected async send<E extends Endpoint>(
    endpoint: E,
    input: CallParts,
    abort?: AbortSignal,
  ): Promise<ResultOf<E>> {
    const url = urlFor(endpoint, input as CallOf<E>);
    const hasBody = input.body !== undefined;
    const timeout = AbortSignal.timeout(patienceMs);
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(url, {
        method: endpoint.method,
        // A plain read carries none of them, so that it takes what the page has asked for ahead (`rel="preload"`).
        headers: {
          ...(endpoint.method === 'GET' ? {} : clientHeader),
          ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
        },
        body: hasBody ? JSON.stringify(input.body) : null,
        credentials: 'same-origin',
        signal: abort ? AbortSignal.any([abort, timeout]) : timeout,
      });
      text = await answer.text();
    } catch (cause) {
      if (abort?.aborted) throw cause;
      throw noAnswer(cause, navigator.onLine);
    }
    return this.#result(endpoint, answer.status, answer.headers.get('Content-Type'), text);
  }

  #result<E extends Endpoint>(endpoint: E, status: number, type: string | null, text: string): ResultOf<E> {
    if (status >= 400) {
      const problem = problemFrom(status, type, text);
      if (problem.code === 'not-signed-in') for (const listener of this.#whenSignedOut) listener();
      throw problem;
    }
    if (!endpoint.result) return undefined as ResultOf<E>;
    try {
      return endpoint.result.parse(text === '' ? null : JSON.parse(text)) as ResultOf<E>;
    } catch (cause) {
      const title = `The answer of ${endpoint.name} does not fit its contract`;
      throw new ApiProblem('unexpected-answer', status, title, [], {}, { cause });
    }
  }
}
