import type * as z from 'zod';

/** Work that only this device may have, each piece under its own key: `<prefix><person>:<piece>`. */
export class KeptWork<S extends z.ZodType> {
  constructor(
    private readonly prefix: string,
    private readonly schema: S,
    private readonly storage = localStorageOrNone(),
  ) {}

  read(personId: string, piece: string): z.infer<S> | undefined {
    try {
      const text = this.storage?.getItem(this.#key(personId, piece));
      return text ? this.schema.safeParse(JSON.parse(text)).data : undefined;
    } catch {
      return undefined;
    }
  }

  /** False when the browser keeps nothing (private window, full disk). */
  write(personId: string, piece: string, work: z.infer<S>): boolean {
    try {
      if (!this.storage) return false;
      this.storage.setItem(this.#key(personId, piece), JSON.stringify(work));
      return true;
    } catch {
      return false;
    }
  }

  drop(personId: string, piece: string): void {
    try {
      this.storage?.removeItem(this.#key(personId, piece));
    } catch {
      // A browser that lets nothing be removed keeps nothing either.
    }
  }

  pieces(personId: string): string[] {
    const start = this.#key(personId, '');
    return Object.keys(this.storage ?? {})
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length));
  }

  #key(personId: string, piece: string): string {
    return `${this.prefix}${personId}:${piece}`;
  }
}

function localStorageOrNone(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
