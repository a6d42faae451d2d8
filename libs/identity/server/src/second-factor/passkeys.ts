import { type addPasskey, secondFactorProblem } from '@bimtek/identity-contracts';
import type { Actor, BodyOf } from '@bimtek/platform-contracts';
import { Clock, Ids, Settings } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { DataSource, type EntityManager } from 'typeorm';

const MAKING_MS = 5 * 60_000;

type Json = Record<string, unknown>;

interface PasskeyRow {
  id: string;
  credential_id: string;
  public_key: Buffer;
  counter: string;
  transports: string[];
}

/** Passkeys by WebAuthn: bound to this site's address, so that a look-alike site gets nothing. */
@Injectable()
export class Passkeys {
  readonly #origin: string;
  readonly #site: string;

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    settings: Settings,
  ) {
    const url = new URL(settings.publicUrl);
    this.#origin = url.origin;
    this.#site = url.hostname;
  }

  /** What the browser needs to make one; good for this session and five minutes. */
  async begin(me: Actor): Promise<Json> {
    const [account]: { participant_code: string }[] = await this.db.query(
      `SELECT participant_code FROM identity_account WHERE id = $1`,
      [me.accountId],
    );
    const known = await this.#of(this.db.manager, me.accountId);
    const options = await generateRegistrationOptions({
      rpName: 'Ruang Bimtek',
      rpID: this.#site,
      userName: account?.participant_code ?? me.displayName,
      userDisplayName: me.displayName,
      userID: new TextEncoder().encode(me.accountId),
      attestationType: 'none',
      excludeCredentials: known.map(({ credential_id: id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
    await this.db.query(
      `INSERT INTO identity_passkey_making (session_id, challenge, expires_at) VALUES ($1, $2, $3)
       ON CONFLICT (session_id) DO UPDATE SET challenge = excluded.challenge, expires_at = excluded.expires_at`,
      [me.sessionId, options.challenge, new Date(this.clock.now().getTime() + MAKING_MS)],
    );
    return options as unknown as Json;
  }

  /** Keeps what the browser made, once: its challenge is used up, whether it fits or not. */
  async add(tx: EntityManager, me: Actor, { name, response }: BodyOf<typeof addPasskey>): Promise<void> {
    const now = this.clock.now();
    // On a connection of its own: a challenge that was answered wrongly stays used.
    const [used]: [{ challenge: string; expires_at: Date }[], number] = await this.db.query(
      `DELETE FROM identity_passkey_making WHERE session_id = $1 RETURNING challenge, expires_at`,
      [me.sessionId],
    );
    const challenge = used[0];
    if (!challenge || challenge.expires_at < now) throw secondFactorProblem('passkey-not-accepted');
    const checked = await verifyRegistrationResponse({
      response: response as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge.challenge,
      expectedOrigin: this.#origin,
      expectedRPID: this.#site,
      requireUserVerification: false,
    }).catch(() => null);
    if (!checked?.verified) throw secondFactorProblem('passkey-not-accepted');
    const { id, publicKey, counter, transports = [] } = checked.registrationInfo.credential;
    const added: unknown[] = await tx.query(
      `INSERT INTO identity_passkey (id, account_id, credential_id, public_key, counter, transports, name, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
      [this.ids.next(), me.accountId, id, Buffer.from(publicKey), counter, transports, name, now],
    );
    if (added.length === 0) throw secondFactorProblem('passkey-not-accepted');
  }

  /** What the browser needs to ask for one of the account's passkeys. */
  async ask(accountId: string): Promise<{ challenge: string; options: Json }> {
    const known = await this.#of(this.db.manager, accountId);
    const options = await generateAuthenticationOptions({
      rpID: this.#site,
      allowCredentials: known.map(({ credential_id: id, transports }) => ({ id, transports })),
      userVerification: 'preferred',
    });
    return { challenge: options.challenge, options: options as unknown as Json };
  }

  /** Whether the answer was signed by one of the account's passkeys for this challenge. */
  async fits(tx: EntityManager, accountId: string, challenge: string, response: Json): Promise<boolean> {
    const answer = response as unknown as AuthenticationResponseJSON;
    const key = (await this.#of(tx, accountId)).find(({ credential_id }) => credential_id === answer.id);
    if (!key) return false;
    const checked = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: this.#origin,
      expectedRPID: this.#site,
      requireUserVerification: false,
      credential: {
        id: key.credential_id,
        publicKey: new Uint8Array(key.public_key),
        counter: Number(key.counter),
        transports: key.transports,
      },
    }).catch(() => null);
    if (!checked?.verified) return false;
    await tx.query(`UPDATE identity_passkey SET counter = $2, last_used_at = $3 WHERE id = $1`, [
      key.id,
      checked.authenticationInfo.newCounter,
      this.clock.now(),
    ]);
    return true;
  }

  #of(tx: EntityManager, accountId: string): Promise<PasskeyRow[]> {
    return tx.query(
      `SELECT id, credential_id, public_key, counter, transports FROM identity_passkey WHERE account_id = $1
       ORDER BY created_at, id`,
      [accountId],
    );
  }
}
