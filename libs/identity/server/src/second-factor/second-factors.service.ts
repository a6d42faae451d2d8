import {
  type addPasskey,
  type beginPasskey,
  type beginTotp,
  type confirmTotp,
  secondFactorProblem,
  type SecondFactors as SecondFactorsView,
} from '@bimtek/identity-contracts';
import { type Actor, type BodyOf, found, type ResultOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, Ids, Settings } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import encodeQR from 'qr';
import { DataSource, type EntityManager } from 'typeorm';
import { CODE_ALPHABET } from '../activations/activation.rules.ts';
import { PresentPasswords } from '../passwords/present-password.ts';
import { endWaysIn, tellSessionsOf } from '../sessions/session-changes.ts';
import { asksForSecondFactor, type HeldRole } from '../sessions/session.rules.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { Passkeys } from './passkeys.ts';
import { RECOVERY_CODE_LENGTH, RECOVERY_CODES, shownRecoveryCode } from './recovery-code.rules.ts';
import { Secrets } from './secrets.ts';
import { newTotpSecret, stepOfCode, totpUri } from './totp.rules.ts';

/** What people do with their own second factors. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly settings: Settings,
    private readonly secrets: Secrets,
    private readonly passkeys: Passkeys,
    private readonly present: PresentPasswords,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  async view(me: Actor): Promise<SecondFactorsView> {
    const now = this.clock.now();
    const [row]: {
      totp_at: Date | null;
      passkeys: { id: string; name: string; created_at: string; last_used_at: string | null }[] | null;
      codes: number;
      held: Pick<HeldRole, 'role'>[] | null;
    }[] = await this.db.query(
      `SELECT (SELECT confirmed_at FROM identity_totp WHERE account_id = $1) AS totp_at,
         (SELECT json_agg(json_build_object('id', id, 'name', name, 'created_at', created_at,
            'last_used_at', last_used_at) ORDER BY created_at, id)
          FROM identity_passkey WHERE account_id = $1) AS passkeys,
         (SELECT count(*)::int FROM identity_recovery_code WHERE account_id = $1 AND used_at IS NULL) AS codes,
         (SELECT json_agg(json_build_object('role', role)) FROM identity_role_grant
          WHERE person_id = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)) AS held`,
      [me.accountId, me.userId, now],
    );
    const { totp_at, passkeys, codes, held } = found(row);
    const iso = (time: string) => new Date(time).toISOString();
    return {
      isRequired: this.settings.requireSecondFactor && asksForSecondFactor(held ?? []),
      totp: totp_at && { addedAt: totp_at.toISOString() },
      passkeys: (passkeys ?? []).map(({ id, name, created_at, last_used_at }) => ({
        id,
        name,
        addedAt: iso(created_at),
        lastUsedAt: last_used_at && iso(last_used_at),
      })),
      recoveryCodesLeft: codes,
    };
  }

  /** A secret to show; it counts from the first code on. Asked again before that, another one takes its place. */
  async beginTotp(me: Actor, { password }: BodyOf<typeof beginTotp>): Promise<ResultOf<typeof beginTotp>> {
    await this.#mayAdd(me, password);
    const secret = newTotpSecret();
    const kept: unknown[] = await this.db.query(
      `INSERT INTO identity_totp (account_id, secret, last_step, created_at) VALUES ($1, $2, 0, $3)
         ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, last_step = 0, created_at = excluded.created_at
         WHERE identity_totp.confirmed_at IS NULL RETURNING account_id`,
      [me.accountId, this.secrets.seal(secret, me.accountId), this.clock.now()],
    );
    if (kept.length === 0) throw secondFactorProblem('second-factor-exists');
    const [account]: { participant_code: string }[] = await this.db.query(
      `SELECT participant_code FROM identity_account WHERE id = $1`,
      [me.accountId],
    );
    const uri = totpUri(secret, found(account).participant_code);
    return { secret, uri, qrSvg: encodeQR(uri, 'svg', { ecc: 'medium', border: 4 }) };
  }

  async confirmTotp(me: Actor, { code }: BodyOf<typeof confirmTotp>): Promise<ResultOf<typeof confirmTotp>> {
    return this.#added(me, 'identity.totp-added', async (tx) => {
      const [row]: { secret: string; confirmed_at: Date | null }[] = await tx.query(
        `SELECT secret, confirmed_at FROM identity_totp WHERE account_id = $1 FOR UPDATE`,
        [me.accountId],
      );
      if (found(row).confirmed_at) throw secondFactorProblem('second-factor-exists');
      const now = this.clock.now();
      const step = stepOfCode(this.secrets.open(found(row).secret, me.accountId), code, 0, now);
      if (step === null) throw secondFactorProblem('second-factor-wrong');
      await tx.query(`UPDATE identity_totp SET confirmed_at = $2, last_step = $3 WHERE account_id = $1`, [
        me.accountId,
        now,
        step,
      ]);
    });
  }

  async beginPasskey(
    me: Actor,
    { password }: BodyOf<typeof beginPasskey>,
  ): Promise<ResultOf<typeof beginPasskey>> {
    await this.#mayAdd(me, password);
    return { options: await this.passkeys.begin(me) };
  }

  async addPasskey(me: Actor, sent: BodyOf<typeof addPasskey>): Promise<ResultOf<typeof addPasskey>> {
    return this.#added(me, 'identity.passkey-added', (tx) => this.passkeys.add(tx, me, sent));
  }

  async removeTotp(me: Actor, password: string): Promise<void> {
    await this.#remove(me, password, 'identity.totp-removed', (tx) =>
      tx.query(`DELETE FROM identity_totp WHERE account_id = $1`, [me.accountId]),
    );
  }

  async removePasskey(me: Actor, passkeyId: string, password: string): Promise<void> {
    await this.#remove(me, password, 'identity.passkey-removed', (tx) =>
      tx.query(`DELETE FROM identity_passkey WHERE account_id = $1 AND id = $2`, [me.accountId, passkeyId]),
    );
  }

  async makeRecoveryCodes(me: Actor, password: string): Promise<{ recoveryCodes: string[] }> {
    await this.present.confirm(me, password);
    return this.db.transaction(async (tx) => {
      if (!(await this.#hasFactor(tx, me.accountId))) found(null);
      const recoveryCodes = await this.#newCodes(tx, me.accountId);
      await this.#record(tx, me, 'identity.recovery-codes-made');
      return { recoveryCodes };
    });
  }

  /** The first second factor needs no password: it was typed a moment ago, and there is nothing to protect yet. */
  async #mayAdd(me: Actor, password: string | undefined): Promise<void> {
    if (await this.#hasFactor(this.db.manager, me.accountId)) await this.present.confirm(me, password ?? '');
  }

  /** With the first one come recovery codes, and sessions that were opened with the password alone end. */
  async #added(
    me: Actor,
    action: `identity.${string}`,
    add: (tx: EntityManager) => Promise<void>,
  ): Promise<{ recoveryCodes: string[] | null }> {
    const recoveryCodes = await this.db.transaction(async (tx) => {
      await tx.query(`SELECT 1 FROM identity_account WHERE id = $1 FOR UPDATE`, [me.accountId]);
      const isFirst = !(await this.#hasFactor(tx, me.accountId));
      await add(tx);
      await this.#record(tx, me, action);
      const account = { id: me.accountId, personId: me.userId };
      if (!isFirst) return null;
      await endWaysIn(tx, account, { exceptSession: me.sessionId });
      return this.#newCodes(tx, me.accountId);
    });
    this.sessions.forget(me.userId);
    return { recoveryCodes };
  }

  async #remove(
    me: Actor,
    password: string,
    action: `identity.${string}`,
    remove: (tx: EntityManager) => Promise<[unknown, number]>,
  ): Promise<void> {
    await this.present.confirm(me, password);
    await this.db.transaction(async (tx) => {
      const [, removed] = await remove(tx);
      if (removed === 0) return;
      // Recovery codes stand in for a factor; without one they would be a second password.
      if (!(await this.#hasFactor(tx, me.accountId))) {
        await tx.query(`DELETE FROM identity_recovery_code WHERE account_id = $1`, [me.accountId]);
      }
      await this.#record(tx, me, action);
      await tellSessionsOf(tx, [me.userId]);
    });
    this.sessions.forget(me.userId);
  }

  async #hasFactor(tx: EntityManager, accountId: string): Promise<boolean> {
    const [row]: { has: boolean }[] = await tx.query(
      `SELECT EXISTS (SELECT 1 FROM identity_totp WHERE account_id = $1 AND confirmed_at IS NOT NULL)
         OR EXISTS (SELECT 1 FROM identity_passkey WHERE account_id = $1) AS has`,
      [accountId],
    );
    return row?.has ?? false;
  }

  async #newCodes(tx: EntityManager, accountId: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () =>
      this.ids.code(RECOVERY_CODE_LENGTH, CODE_ALPHABET),
    );
    await tx.query(`DELETE FROM identity_recovery_code WHERE account_id = $1`, [accountId]);
    await tx.query(
      `INSERT INTO identity_recovery_code (account_id, code_hash) SELECT $1, unnest($2::text[])`,
      [accountId, codes.map((code) => this.secrets.mac(`${accountId}/${code}`))],
    );
    return codes.map(shownRecoveryCode);
  }

  async #record(tx: EntityManager, me: Actor, action: `identity.${string}`): Promise<void> {
    await this.audit.record(tx, me, { action, subject: { type: 'account', id: me.accountId } });
  }
}
