import {
  addPasskey,
  beginPasskey,
  beginTotp,
  confirmTotp,
  getSecondFactors,
  identityProblem,
  type listSessions,
  type Role,
  secondFactorProblem,
  type SessionId,
  type SessionView,
} from '@bimtek/identity-contracts';
import { type Actor, commonProblem, type ResultOf } from '@bimtek/platform-contracts';
import { Authenticator, Clock, Ids, routeOf, Settings } from '@bimtek/platform-server';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { deviceOf } from './device.rules.ts';
import { Session } from './session.entity.ts';
import { endWaysIn, SessionChanges, tellSessionsOf } from './session-changes.ts';
import { actingAs, asksForSecondFactor, lifetimeMs, shouldTouch } from './session.rules.ts';
import { findSession, OPEN, openUnlessFactor, type SessionRow } from './sessions.queries.ts';

export const SESSION_COOKIE = 'bimtek_session';
const REMEMBERED_MS = 5 * 60_000;

/** All that is allowed (beside what is public) to somebody who must add a second factor first. */
const ADDING_A_SECOND_FACTOR = new Set(
  [getSecondFactors, beginTotp, confirmTotp, beginPasskey, addPasskey].map(
    (contract) => `${contract.method} ${routeOf(contract)}`,
  ),
);

interface Remembered {
  actor: Actor;
  view: SessionView;
  sharedPhone: boolean;
  lastSeenAt: Date;
  expiresAt: Date;
  /** When the roles held change by themselves; then all is read again. */
  rolesUntil: Date | null;
}

/** Sessions are asked on every request, so they are kept in memory for minutes and dropped at once when they change. */
@Injectable()
export class Sessions extends Authenticator implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #hashesOf = new Map<string, Set<string>>();
  readonly #remembered = new LRUCache<string, Remembered>({
    max: 20_000,
    ttl: REMEMBERED_MS,
    dispose: ({ actor }, hash) => this.#unlist(actor.userId, hash),
  });
  /** Counts changes: what was read before a change must not be remembered after it. */
  #change = 0;
  readonly #changes: SessionChanges;
  readonly #listeners: ((personId: string | null) => void)[] = [];

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly settings: Settings,
  ) {
    super();
    this.#changes = new SessionChanges(
      settings.databaseUrl,
      (personId) => this.forget(personId),
      () => this.#forgetAll(),
      () => this.#tell(null),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#changes.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#changes.stop();
  }

  /**
   * Opens a session and gives the token for the cookie. It is written nowhere else. The account is held meanwhile: one
   * that is being locked either ends this session too or refuses it here.
   */
  async open(
    tx: EntityManager,
    accountId: string,
    browser: { sharedPhone: boolean; userAgent: string },
  ): Promise<string> {
    const token = this.ids.token();
    const values = this.#newSession(accountId, token, browser);
    const opened: unknown[] = await tx.query(OPEN, values);
    if (opened.length === 0) throw identityProblem('account-locked');
    return token;
  }

  /** Like `open`, unless the account has a second factor or is not active: then null, and nothing is opened. */
  async openWithoutFactor(
    accountId: string,
    browser: { sharedPhone: boolean; userAgent: string },
  ): Promise<string | null> {
    const token = this.ids.token();
    const change = this.#change;
    const [row] = await openUnlessFactor(this.db, this.#newSession(accountId, token, browser));
    if (!row) return null;
    this.#remember(hashOf(token), row, change);
    return token;
  }

  #newSession(
    accountId: string,
    token: string,
    browser: { sharedPhone: boolean; userAgent: string },
  ): unknown[] {
    const now = this.clock.now();
    return [
      accountId,
      this.ids.next(),
      hashOf(token),
      browser.sharedPhone,
      browser.userAgent.slice(0, 300),
      now,
      new Date(now.getTime() + lifetimeMs(browser.sharedPhone)),
    ];
  }

  override authenticate(request: FastifyRequest): Promise<Actor | null> {
    const asked = `${request.method} ${request.routeOptions.url ?? ''}`;
    return this.actorWith(request.cookies[SESSION_COOKIE], asked);
  }

  /** Who acts with this token, asking for this method and route; null when the session is over. */
  async actorWith(token: string | undefined, asked: string): Promise<Actor | null> {
    const session = await this.#of(token);
    if (!session) return null;
    if (session.view.mustAddSecondFactor && !ADDING_A_SECOND_FACTOR.has(asked)) {
      throw secondFactorProblem('second-factor-required');
    }
    // Whose last role has ended may see who they are and sign out, which is open to all; nothing else.
    if (session.view.roles.length === 0) throw commonProblem('not-allowed');
    return session.actor;
  }

  /** The person's open sessions, the one that asks first. */
  async list(me: Actor): Promise<ResultOf<typeof listSessions>> {
    const rows: {
      id: SessionId;
      user_agent: string;
      shared_phone: boolean;
      created_at: Date;
      last_seen_at: Date;
    }[] = await this.db.query(
      `SELECT id, user_agent, shared_phone, created_at, last_seen_at FROM identity_session
         WHERE account_id = $1 AND expires_at > $2 ORDER BY (id = $3) DESC, last_seen_at DESC, id LIMIT 100`,
      [me.accountId, this.clock.now(), me.sessionId],
    );
    return {
      items: rows.map((row) => ({
        id: row.id,
        device: deviceOf(row.user_agent),
        createdAt: row.created_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
        sharedPhone: row.shared_phone,
        isThis: row.id === (me.sessionId as SessionId),
      })),
    };
  }

  /** Ends one of the own sessions; one that is over, or another person's, changes nothing. */
  async endOne(me: Actor, sessionId: SessionId): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.query(`DELETE FROM identity_session WHERE id = $1 AND account_id = $2`, [
        sessionId,
        me.accountId,
      ]);
      await tellSessionsOf(tx, [me.userId]);
    });
    this.forget(me.userId);
  }

  async endOthers(me: Actor): Promise<{ ended: number }> {
    const account = { id: me.accountId, personId: me.userId };
    const ended = await this.db.transaction((tx) => endWaysIn(tx, account, { exceptSession: me.sessionId }));
    this.forget(me.userId);
    return { ended };
  }

  /** What the portal may know of the session behind a token; null when there is none. */
  async view(token: string | undefined): Promise<SessionView | null> {
    return (await this.#of(token))?.view ?? null;
  }

  /** Ends one session. A token that is unknown or already ended changes nothing. */
  async end(token: string | undefined): Promise<void> {
    if (!token) return;
    await this.db.transaction(async (tx) => {
      const [ended]: [{ person_id: string }[], number] = await tx.query(
        `DELETE FROM identity_session s USING identity_account a
         WHERE s.token_hash = $1 AND a.id = s.account_id RETURNING a.person_id`,
        [hashOf(token)],
      );
      await tellSessionsOf(
        tx,
        ended.map((row) => row.person_id),
      );
    });
    this.#remembered.delete(hashOf(token));
  }

  async switchRole(me: Actor, role: Role, token: string): Promise<SessionView> {
    const current = await this.#of(token);
    if (!current?.view.roles.includes(role)) throw identityProblem('role-not-held');
    await this.db.transaction(async (tx) => {
      await tx.update(Session, { id: me.sessionId }, { role });
      await tellSessionsOf(tx, [me.userId]);
    });
    this.forget(me.userId);
    const view = await this.view(token);
    if (!view) throw commonProblem('not-signed-in');
    return view;
  }

  async #of(token: string | undefined): Promise<Remembered | null> {
    if (!token || token.length > 100) return null;
    const hash = hashOf(token);
    const now = this.clock.now();
    let session = this.#remembered.get(hash);
    if (!session || session.expiresAt <= now || (session.rolesUntil && session.rolesUntil <= now)) {
      this.#remembered.delete(hash);
      const change = this.#change;
      const [row] = await findSession(this.db, [hash, now]);
      if (!row) return null;
      session = this.#remember(hash, row, change);
    }
    if (shouldTouch(session, now)) await this.#touch(hash, session, now);
    return session;
  }

  async #touch(hash: string, session: Remembered, now: Date): Promise<void> {
    session.lastSeenAt = now;
    session.expiresAt = new Date(now.getTime() + lifetimeMs(session.sharedPhone));
    await this.db.query(
      `UPDATE identity_session SET last_seen_at = $2, expires_at = $3 WHERE token_hash = $1`,
      [hash, now, session.expiresAt],
    );
  }

  /** Keeps what was read, unless something has changed since `change`, or this process would not hear of it. */
  #remember(hash: string, row: SessionRow, change: number): Remembered {
    const session = rememberedOf(row, this.settings.requireSecondFactor);
    if (!this.#changes.isListening || change !== this.#change) return session;
    this.#remembered.set(hash, session);
    const { userId } = session.actor;
    const hashes = this.#hashesOf.get(userId) ?? new Set();
    this.#hashesOf.set(userId, hashes.add(hash));
    return session;
  }

  #unlist(userId: string, hash: string): void {
    const hashes = this.#hashesOf.get(userId);
    hashes?.delete(hash);
    if (hashes?.size === 0) this.#hashesOf.delete(userId);
  }

  /** Drops at once what this process remembers of a person; the others hear of it (`tellSessionsOf`). */
  forget(personId: string): void {
    this.#change++;
    for (const hash of [...(this.#hashesOf.get(personId) ?? [])]) this.#remembered.delete(hash);
    this.#tell(personId);
  }

  /** Calls back after what is remembered was dropped; with null when anything may have changed unheard. */
  onChange(listener: (personId: string | null) => void): void {
    this.#listeners.push(listener);
  }

  #tell(personId: string | null): void {
    for (const listener of this.#listeners) listener(personId);
  }

  #forgetAll(): void {
    this.#change++;
    this.#remembered.clear();
  }
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function rememberedOf(row: SessionRow, requireSecondFactor: boolean): Remembered {
  const { role, roles, scope, permissions, grantIds } = actingAs(row.held, row.role);
  const actor: Actor = {
    userId: row.person_id,
    accountId: row.account_id,
    sessionId: row.id,
    displayName: row.display_name,
    role,
    scope,
    permissions: new Set(permissions),
    grantIds,
  };
  const view: SessionView = {
    person: { id: row.person_id, name: row.display_name },
    participantCode: row.participant_code,
    role,
    roles,
    scope,
    permissions,
    sharedPhone: row.shared_phone,
    mustAddSecondFactor: requireSecondFactor && !row.has_second_factor && asksForSecondFactor(row.held),
    expiresAt: row.expires_at.toISOString(),
  };
  return {
    actor,
    view,
    sharedPhone: row.shared_phone,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    rolesUntil: row.roles_until,
  };
}
