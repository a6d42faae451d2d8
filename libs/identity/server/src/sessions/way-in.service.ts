import {
  type SecondFactorMethod,
  type SecondFactorStep,
  secondFactorProblem,
} from '@bimtek/identity-contracts';
import { ProblemError } from '@bimtek/platform-contracts';
import { Clock, Ids } from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hashOf, Sessions } from './sessions.service.ts';

const STEP_MS = 5 * 60_000;

/** The password fits and a second factor is needed: what the page is told, and beside it the token for the cookie. */
export class SecondFactorNeeded extends ProblemError {
  constructor(
    readonly token: string,
    step: SecondFactorStep,
  ) {
    const { code, status, title } = secondFactorProblem('second-factor-needed');
    super(code, status, title, { ...step });
  }
}

/** The end of every way in (password, activation, new code): a session, or the second step before it. */
@Injectable()
export class WayIn {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly sessions: Sessions,
  ) {}

  /** Gives the token of a new session, or throws `SecondFactorNeeded`: then there is no session yet. */
  async open(account: { id: string }, browser: { sharedPhone: boolean; userAgent: string }): Promise<string> {
    const opened = await this.sessions.openWithoutFactor(account.id, browser);
    if (opened) return opened;
    const methods = await this.#methodsOf(account.id);
    if (methods.length === 0) return this.sessions.open(this.db.manager, account.id, browser);
    const token = this.ids.token();
    const expiresAt = new Date(this.clock.now().getTime() + STEP_MS);
    await this.db.query(
      `INSERT INTO identity_sign_in_step (token_hash, account_id, shared_phone, user_agent, tries, expires_at)
       VALUES ($1, $2, $3, $4, 0, $5)`,
      [hashOf(token), account.id, browser.sharedPhone, browser.userAgent.slice(0, 300), expiresAt],
    );
    throw new SecondFactorNeeded(token, { methods, expiresAt: expiresAt.toISOString() });
  }

  async #methodsOf(accountId: string): Promise<SecondFactorMethod[]> {
    const [has]: { totp: boolean; passkey: boolean; recovery: boolean }[] = await this.db.query(
      `SELECT EXISTS (SELECT 1 FROM identity_totp WHERE account_id = $1 AND confirmed_at IS NOT NULL) AS totp,
         EXISTS (SELECT 1 FROM identity_passkey WHERE account_id = $1) AS passkey,
         EXISTS (SELECT 1 FROM identity_recovery_code WHERE account_id = $1 AND used_at IS NULL) AS recovery`,
      [accountId],
    );
    if (!has?.totp && !has?.passkey) return [];
    return (['totp', 'passkey', 'recovery'] as const).filter((method) => has[method]);
  }
}
