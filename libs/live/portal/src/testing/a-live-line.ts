import { signal } from '@angular/core';
import type { RawSocket } from '../room/live-socket.ts';

type Answer = (payload: never) => unknown;

/** A line to a server made of prepared answers, by the message's name. An answer that throws gives none: the line is dead. */
export class ALiveLine implements RawSocket {
  connected = false;
  active = true;
  /** What was asked, in order. */
  readonly asked: { name: string; payload: Record<string, unknown> }[] = [];
  readonly #listeners = new Map<string, (...given: never[]) => void>();
  readonly isUp = signal(true);

  constructor(readonly answers: Record<string, Answer>) {}

  connect(): void {
    if (!this.isUp() || this.connected) return;
    this.connected = true;
    this.tell('connect');
  }

  disconnect(): void {
    if (!this.connected) return;
    this.connected = false;
    this.tell('disconnect', 'io client disconnect');
  }

  /** The network goes away, or is there again. */
  drop(): void {
    this.isUp.set(false);
    this.connected = false;
    this.tell('disconnect', 'transport close');
  }

  comeBack(): void {
    this.isUp.set(true);
    this.connect();
  }

  on(name: string, listener: (...given: never[]) => void): void {
    this.#listeners.set(name, listener);
  }

  tell(name: string, ...payload: unknown[]): void {
    this.#listeners.get(name)?.(...(payload as never[]));
  }

  timeout() {
    return {
      emitWithAck: async (name: string, payload: unknown): Promise<unknown> => {
        this.asked.push({ name, payload: payload as Record<string, unknown> });
        const answer = this.answers[name];
        return answer ? answer(payload as never) : {};
      },
    };
  }
}

export const refused = (code: string, status = 409, extra: object = {}) => ({
  problem: { type: `/problems/${code}`, title: code, status, ...extra },
});
