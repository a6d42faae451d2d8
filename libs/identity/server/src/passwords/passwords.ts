import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet). */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** At most so many hashes at once, so that signing in never takes the cores that save answers. */
const AT_ONCE = 2;

/** A hash of nothing anybody knows, checked when there is no account, so that both take as long. */
const DUMMY =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZS1maXhlZC1zYWx0LTE$0yUVHsMHRHMpv7AWqHcbbvdW7DZTLQcO2CBfyPX7XGE';

@Injectable()
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(password.normalize('NFKC'), OPTIONS));
  }

  /** Whether the password belongs to the hash; a missing hash is checked as long as a real one, and never fits. */
  async fits(password: string, passwordHash: string | null): Promise<boolean> {
    const fits = await this.#inTurn(() => verify(passwordHash ?? DUMMY, password.normalize('NFKC'), OPTIONS));
    return fits && passwordHash !== null;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
