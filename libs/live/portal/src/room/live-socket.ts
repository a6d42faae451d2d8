import { DestroyRef, inject, Injectable, InjectionToken, signal } from '@angular/core';
import type {
  Answer,
  MessageContract,
  NewsContract,
  Payload,
  ReplyOf,
  Sent,
} from '@bimtek/platform-contracts';
import { ApiProblem, asProblem, problemFrom } from '@bimtek/platform-portal';

/** What is needed of a Socket.IO client. */
export interface RawSocket {
  readonly connected: boolean;
  /** Whether it comes back by itself. */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
  on(name: string, listener: (...given: never[]) => void): unknown;
  timeout(ms: number): { emitWithAck(name: string, payload: unknown): Promise<unknown> };
}

/** Fetches the library and makes the socket; it is no part of any page's first script. */
export const MAKE_SOCKET = new InjectionToken<() => Promise<RawSocket>>('MAKE_SOCKET', {
  providedIn: 'root',
  factory: () => async () => {
    const { io } = await import('socket.io-client');
    return io({
      path: '/api/socket',
      addTrailingSlash: false,
      autoConnect: false,
      // Where websockets are blocked, the next attempt of the same try goes by long polling.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      // A hall that lost its link does not come back all at the same moment.
      reconnectionDelay: 1_000,
      reconnectionDelayMax: 12_000,
      randomizationFactor: 0.5,
      timeout: 15_000,
    }) as RawSocket;
  },
});

/** `out`: the server does not want it back; `outBecause` says why. */
export type LinkState = 'connecting' | 'online' | 'lost' | 'out';

const PATIENCE_MS = 12_000;
const WAKE_PATIENCE_MS = 4_000;

/**
 * One line to the server, typed by the contracts of its messages. It comes back by itself, says how it is, and calls
 * `whenOnline` each time it is there: what was missed is for its owner to ask for.
 */
@Injectable()
export class LiveSocket {
  readonly #make = inject(MAKE_SOCKET);
  readonly #state = signal<LinkState>('connecting');
  readonly #outBecause = signal<ApiProblem | undefined>(undefined);
  readonly #listeners = new Map<string, (payload: unknown) => void>();
  readonly #whenOnline: (() => void)[] = [];
  #raw: RawSocket | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  readonly state = this.#state.asReadonly();
  readonly outBecause = this.#outBecause.asReadonly();

  constructor() {
    const offline = () => this.#drop();
    const online = () => this.#comeBack(Math.random() * 1_000);
    const seen = () => document.visibilityState === 'visible' && void this.#lookWhetherAlive();
    window.addEventListener('offline', offline);
    window.addEventListener('online', online);
    document.addEventListener('visibilitychange', seen);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('offline', offline);
      window.removeEventListener('online', online);
      document.removeEventListener('visibilitychange', seen);
      this.close();
    });
  }

  whenOnline(listener: () => void): void {
    this.#whenOnline.push(listener);
  }

  /** Hears news; what does not fit its contract is left out, as if it had been lost. */
  hear<C extends NewsContract>(contract: C, listener: (payload: Payload<C>) => void): void {
    this.#listeners.set(contract.name, (payload) => {
      const parsed = contract.payload.safeParse(payload);
      if (parsed.success) listener(parsed.data as Payload<C>);
    });
  }

  async open(): Promise<void> {
    if (this.#raw || this.#isClosed) return;
    try {
      const raw = await this.#make();
      if (this.#isClosed) return;
      this.#raw = raw;
      this.#attach(raw);
      raw.connect();
    } catch {
      // The library itself could not be fetched: no signal.
      this.#state.set('lost');
      this.#again = setTimeout(() => void this.open(), 3_000 + Math.random() * 4_000);
    }
  }

  /** Sends and resolves with the reply. Every refusal, and every missing answer, is an `ApiProblem`. */
  async ask<M extends MessageContract>(
    contract: M,
    payload: Sent<M>,
    patience = PATIENCE_MS,
  ): Promise<ReplyOf<M>> {
    const raw = this.#raw;
    if (!raw?.connected) throw new ApiProblem('offline', 0, 'The line is down');
    let answer: Answer<M>;
    try {
      answer = (await raw.timeout(patience).emitWithAck(contract.name, payload)) as Answer<M>;
    } catch (cause) {
      throw new ApiProblem('unreachable', 0, 'No answer came', [], {}, { cause });
    }
    if (answer && typeof answer === 'object' && 'problem' in answer) {
      const { problem } = answer as { problem: { status: number } };
      throw problemFrom(problem.status, 'application/problem+json', JSON.stringify(problem));
    }
    try {
      return contract.reply.parse(answer) as ReplyOf<M>;
    } catch (cause) {
      const title = `The reply to ${contract.name} does not fit its contract`;
      throw new ApiProblem('unexpected-answer', 200, title, [], {}, { cause });
    }
  }

  /** Tries at once instead of at the next turn. */
  retry(): void {
    if (this.#raw) this.#comeBack(0);
    else void this.open();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#again);
    this.#raw?.disconnect();
  }

  #attach(raw: RawSocket): void {
    raw.on('connect', () => {
      clearTimeout(this.#again);
      this.#outBecause.set(undefined);
      this.#state.set('online');
      for (const listener of this.#whenOnline) listener();
    });
    raw.on('disconnect', ((reason: string) => {
      if (this.#state() === 'out') return;
      this.#state.set('lost');
      // The server ended it without a word about why; it is asked again, not at once.
      if (reason === 'io server disconnect') this.#comeBack(1_000 + Math.random() * 4_000);
    }) as (...given: never[]) => void);
    raw.on('connect_error', ((error: Error & { data?: { problem?: { status: number } } }) => {
      if (this.#state() === 'online') this.#state.set('lost');
      if (raw.active) return;
      const problem = error.data?.problem
        ? problemFrom(
            error.data.problem.status,
            'application/problem+json',
            JSON.stringify(error.data.problem),
          )
        : asProblem(error);
      if (problem.status >= 400 && problem.status < 500 && problem.status !== 429) this.#out(problem);
      else this.#comeBack(retryMs(problem));
    }) as (...given: never[]) => void);
    raw.on('socket.out', (({ reason }: { reason: string }) => {
      if (reason === 'too-many-messages') return this.#comeBack(30_000 + Math.random() * 5_000);
      this.#out(new ApiProblem(reason === 'session-ended' ? 'not-signed-in' : reason, 401, reason));
    }) as (...given: never[]) => void);
    for (const [name, listener] of this.#listeners) raw.on(name, listener as (...given: never[]) => void);
  }

  #out(problem: ApiProblem): void {
    this.#outBecause.set(problem);
    this.#state.set('out');
  }

  /** The device says that it has no network: nobody waits for the line to notice. */
  #drop(): void {
    const raw = this.#raw;
    if (!raw || this.#state() === 'out') return;
    clearTimeout(this.#again);
    this.#state.set('lost');
    raw.disconnect();
  }

  #comeBack(afterMs: number): void {
    if (this.#isClosed || this.#state() === 'out') return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      const raw = this.#raw;
      if (!raw) return void this.open();
      if (raw.connected) return;
      raw.disconnect();
      raw.connect();
    }, afterMs);
  }

  /** A phone that slept may hold a line that is long dead. */
  async #lookWhetherAlive(): Promise<void> {
    const raw = this.#raw;
    if (!raw || this.#state() === 'out') return;
    if (!raw.connected) return this.#comeBack(0);
    try {
      // Any answer will do, a refusal too.
      await raw.timeout(WAKE_PATIENCE_MS).emitWithAck('live.alive', {});
    } catch {
      this.#drop();
      this.#comeBack(0);
    }
  }
}

function retryMs({ extra }: ApiProblem): number {
  const seconds = Number(extra['retryAfterSeconds'] ?? 4);
  return seconds * 1_000 * (1 + Math.random() * 0.5);
}
