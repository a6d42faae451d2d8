import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { EntityManager } from 'typeorm';

const CHANNEL = 'identity_session_changed';

/** Tells every process that what it remembers of these people's sessions is no longer true, once the change commits. */
export async function tellSessionsOf(tx: EntityManager, personIds: string[]): Promise<void> {
  await tx.query(`SELECT pg_notify('${CHANNEL}', person) FROM unnest($1::text[]) AS person`, [
    [...new Set(personIds)],
  ]);
}

/**
 * Ends all that could let somebody in without a new proof: sessions (but the one that asks), half-finished sign-ins, and
 * with `keys` also unused links and codes. Gives how many sessions ended.
 */
export async function endWaysIn(
  tx: EntityManager,
  account: { id: string; personId: string },
  { exceptSession = null as string | null, keys = false } = {},
): Promise<number> {
  const [, ended]: [unknown, number] = await tx.query(
    `DELETE FROM identity_session WHERE account_id = $1 AND ($2::uuid IS NULL OR id <> $2)`,
    [account.id, exceptSession],
  );
  await tx.query(`DELETE FROM identity_sign_in_step WHERE account_id = $1`, [account.id]);
  if (keys) {
    await tx.query(
      `UPDATE identity_activation SET expires_at = issued_at - interval '1 second' WHERE account_id = $1 AND used_at IS NULL`,
      [account.id],
    );
  }
  await tellSessionsOf(tx, [account.personId]);
  return ended;
}

/**
 * Hears such changes (LISTEN on a connection of its own). While it cannot hear, `isListening` is false and nothing may be
 * remembered; a lost connection is taken up again every second.
 */
export class SessionChanges {
  readonly #log = new Logger('SessionChanges');
  #client: pg.Client | undefined;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;
  isListening = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly onChange: (personId: string) => void,
    private readonly onLost: () => void,
    /** It can be heard again: what was said meanwhile nobody knows. */
    private readonly onHeard: () => void = () => undefined,
  ) {}

  async start(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      keepAlive: true,
      application_name: 'sessions',
    });
    this.#client = client;
    const lost = () => this.#lost(client);
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => this.onChange(payload ?? ''));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.isListening = !this.#stopped;
      this.onHeard();
    } catch {
      lost();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.isListening = false;
    await this.#client?.end().catch(() => undefined);
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.isListening = false;
    this.onLost();
    void client.end().catch(() => undefined);
    if (this.#stopped) return;
    this.#log.warn('not listening for session changes; nothing is remembered until it is back');
    this.#retry = setTimeout(() => void this.start(), 1_000);
    this.#retry.unref();
  }
}
