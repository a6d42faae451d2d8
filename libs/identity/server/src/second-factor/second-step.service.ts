import { type proveSecondFactor, secondFactorProblem } from '@bimtek/identity-contracts';
import type { BodyOf } from '@bimtek/platform-contracts';
import { AuditLog, Clock, type Limit, Throttle } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hashOf, Sessions } from '../sessions/sessions.service.ts';
import { Passkeys } from './passkeys.ts';
import { typedRecoveryCode } from './recovery-code.rules.ts';
import { Secrets } from './secrets.ts';
import { stepOfCode } from './totp.rules.ts';

/** Tries of one sign-in; then the password is asked for again. */
const TRIES = 5;
/** Wrong second factors of one account, over all its sign-ins: whoever knows the password cannot try all codes. */
const WRONG: Limit = { name: 'second-factor', points: 15, seconds: 15 * 60 };

interface Step {
  account_id: string;
  person_id: string;
  display_name: string;
  shared_phone: boolean;
  user_agent: string;
  passkey_challenge: string | null;
}

/** The second half of signing in: the password has been right, there is no session yet. */
@Injectable()
export class SecondStep {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly throttle: Throttle,
    private readonly secrets: Secrets,
    private readonly passkeys: Passkeys,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  /** The token of a new session when the factor fits. Every try is counted before it is looked at. */
  async prove(
    token: string | undefined,
    proof: BodyOf<typeof proveSecondFactor>,
  ): Promise<{ token: string; sharedPhone: boolean }> {
    const hash = hashOf(token ?? '');
    const now = this.clock.now();
    const [tried]: [Step[], number] = await this.db.query(
      `UPDATE identity_sign_in_step s SET tries = tries + 1 FROM identity_account a
       WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.tries < $3 AND a.id = s.account_id
       RETURNING s.account_id, a.person_id, a.display_name, s.shared_phone, s.user_agent, s.passkey_challenge`,
      [hash, now, TRIES],
    );
    const step = tried[0];
    if (!step) throw secondFactorProblem('second-factor-step-over');
    await this.throttle.check(WRONG, step.account_id);
    const opened = await this.db.transaction(async (tx) => {
      if (!(await this.#fits(tx, step, proof))) return null;
      // Of two answers at once only one opens a session.
      const [used]: [unknown[], number] = await tx.query(
        `DELETE FROM identity_sign_in_step WHERE token_hash = $1 RETURNING token_hash`,
        [hash],
      );
      if (used.length === 0) return null;
      if (proof.kind === 'recovery') {
        await this.audit.record(
          tx,
          { userId: step.person_id, displayName: step.display_name, role: 'self' },
          { action: 'identity.recovery-code-used', subject: { type: 'account', id: step.account_id } },
        );
      }
      return this.sessions.open(tx, step.account_id, {
        sharedPhone: step.shared_phone,
        userAgent: step.user_agent,
      });
    });
    if (opened) return { token: opened, sharedPhone: step.shared_phone };
    await this.throttle.spend(WRONG, step.account_id);
    throw secondFactorProblem('second-factor-wrong');
  }

  /** A new challenge for the browser; an older one of this sign-in ends. */
  async askForPasskey(token: string | undefined): Promise<{ options: Record<string, unknown> }> {
    const hash = hashOf(token ?? '');
    const now = this.clock.now();
    const [step]: { account_id: string }[] = await this.db.query(
      `SELECT account_id FROM identity_sign_in_step WHERE token_hash = $1 AND expires_at > $2 AND tries < $3`,
      [hash, now, TRIES],
    );
    if (!step) throw secondFactorProblem('second-factor-step-over');
    const { challenge, options } = await this.passkeys.ask(step.account_id);
    await this.db.query(`UPDATE identity_sign_in_step SET passkey_challenge = $2 WHERE token_hash = $1`, [
      hash,
      challenge,
    ]);
    return { options };
  }

  async #fits(tx: EntityManager, step: Step, proof: BodyOf<typeof proveSecondFactor>): Promise<boolean> {
    if (proof.kind === 'passkey') {
      const challenge = step.passkey_challenge;
      return challenge !== null && this.passkeys.fits(tx, step.account_id, challenge, proof.response);
    }
    if (proof.kind === 'recovery') return this.#spendsRecoveryCode(tx, step.account_id, proof.code);
    return this.#fitsTotp(tx, step.account_id, proof.code);
  }

  async #fitsTotp(tx: EntityManager, accountId: string, code: string): Promise<boolean> {
    const [row]: { secret: string; last_step: string }[] = await tx.query(
      `SELECT secret, last_step FROM identity_totp WHERE account_id = $1 AND confirmed_at IS NOT NULL FOR UPDATE`,
      [accountId],
    );
    if (!row) return false;
    const secret = this.secrets.open(row.secret, accountId);
    const step = stepOfCode(secret, code, Number(row.last_step), this.clock.now());
    if (step === null) return false;
    await tx.query(`UPDATE identity_totp SET last_step = $2 WHERE account_id = $1`, [accountId, step]);
    return true;
  }

  async #spendsRecoveryCode(tx: EntityManager, accountId: string, typed: string): Promise<boolean> {
    const code = typedRecoveryCode(typed);
    if (!code) return false;
    const [spent]: [unknown[], number] = await tx.query(
      `UPDATE identity_recovery_code SET used_at = $3
       WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL RETURNING account_id`,
      [accountId, this.secrets.mac(`${accountId}/${code}`), this.clock.now()],
    );
    return spent.length > 0;
  }
}
