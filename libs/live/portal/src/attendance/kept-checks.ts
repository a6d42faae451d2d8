import { CheckPart, OfflineOutcome, SessionId } from '@bimtek/live-contracts';
import * as z from 'zod';

/** A check that only this device has, with what its clock showed. */
export const KeptCheck = z.object({
  id: z.uuid(),
  sessionId: SessionId,
  part: CheckPart,
  code: z.string(),
  deviceAt: z.iso.datetime(),
});
export type KeptCheck = z.infer<typeof KeptCheck>;

/** What is needed to check in at a session without signal: as it was when it was last read here. */
export const KeptSession = z.object({
  title: z.string(),
  timeZone: z.string(),
  in: z.object({ from: z.string(), until: z.string() }),
  out: z.object({ from: z.string(), until: z.string() }),
});
export type KeptSession = z.infer<typeof KeptSession>;

const keys = { check: 'presensi:', session: 'presensi-sesi:', outcome: 'presensi-hasil:' } as const;

/** What this device keeps of attendance, under the id of the person. A browser that keeps nothing says so by false. */
export class KeptChecks {
  constructor(private readonly storage = localStorageOrNone()) {}

  all(personId: string): KeptCheck[] {
    const start = `${keys.check}${personId}:`;
    return Object.keys(this.storage ?? {})
      .filter((key) => key.startsWith(start))
      .flatMap((key) => this.#read(key, KeptCheck) ?? [])
      .sort((a, b) => a.deviceAt.localeCompare(b.deviceAt));
  }

  keep(personId: string, check: KeptCheck): boolean {
    return this.#write(`${keys.check}${personId}:${check.id}`, check);
  }

  drop(personId: string, checkId: string): void {
    this.#remove(`${keys.check}${personId}:${checkId}`);
  }

  session(personId: string, sessionId: string): KeptSession | undefined {
    return this.#read(`${keys.session}${personId}:${sessionId}`, KeptSession);
  }

  keepSession(personId: string, sessionId: string, session: KeptSession): void {
    this.#write(`${keys.session}${personId}:${sessionId}`, session);
  }

  /** What became of checks of a session that were sent while nobody looked. */
  outcome(personId: string, sessionId: string): OfflineOutcome | undefined {
    return this.#read(`${keys.outcome}${personId}:${sessionId}`, OfflineOutcome);
  }

  keepOutcome(personId: string, sessionId: string, outcome: OfflineOutcome): void {
    this.#write(`${keys.outcome}${personId}:${sessionId}`, outcome);
  }

  #read<S extends z.ZodType>(key: string, schema: S): z.infer<S> | undefined {
    try {
      const text = this.storage?.getItem(key);
      return text ? schema.safeParse(JSON.parse(text)).data : undefined;
    } catch {
      return undefined;
    }
  }

  #write(key: string, value: unknown): boolean {
    try {
      if (!this.storage) return false;
      this.storage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  #remove(key: string): void {
    try {
      this.storage?.removeItem(key);
    } catch {
      // A browser that lets nothing be removed keeps nothing either.
    }
  }
}

function localStorageOrNone(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
