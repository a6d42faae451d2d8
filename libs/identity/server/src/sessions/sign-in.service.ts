import { type BodyOf, commonProblem } from '@bimtek/platform-contracts';
import { identityProblem, type PersonChoice, type signIn } from '@bimtek/identity-contracts';
import {
  checkLimits,
  type LimitCount,
  limitCounts,
  type Limit,
  namedStatement,
  limitNames,
  Throttle,
} from '@bimtek/platform-server';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Account } from '../accounts/account.entity.ts';
import { readSignInName } from '../accounts/account.rules.ts';
import { Passwords } from '../passwords/passwords.ts';
import { WayIn } from './way-in.service.ts';

const QUARTER = 15 * 60;
/** Wrong passwords for one sign-in name from one address, for one name from anywhere, and from one address. */
const NAME_AT_ADDRESS: Limit = { name: 'sign-in-name-address', points: 10, seconds: QUARTER };
const NAME: Limit = { name: 'sign-in-name', points: 50, seconds: QUARTER };
/** A whole village or a hall may sit behind one address, so this is wide, and only wrong passwords count. */
const ADDRESS: Limit = { name: 'sign-in-address', points: 200, seconds: QUARTER };
/** More people than this on one number are not told apart by trying them all. */
const MOST_PEOPLE = 6;

type AccountNamed = Pick<Account, 'id' | 'displayName' | 'passwordHash' | 'state'>;
type Found = { accounts: AccountNamed[] | null; counts: LimitCount[] | null };
/** The accounts of a name, and beside them how often it was tried: one statement, for it is asked 27 times a second. */
const namedBy = (column: 'participant_code' | 'phone' | 'email') =>
  namedStatement<Found>(
    `identity.account-by-${column}`,
    `SELECT ${limitCounts('$2')} AS counts, (SELECT json_agg(a) FROM (
       SELECT id, display_name AS "displayName", password_hash AS "passwordHash", state FROM identity_account
       WHERE ${column} = $1 AND state IN ('active', 'locked') ORDER BY id LIMIT ${MOST_PEOPLE}) a) AS accounts`,
  );
const findNamed = {
  participantCode: namedBy('participant_code'),
  phone: namedBy('phone'),
  email: namedBy('email'),
  unknown: namedStatement<Found>(
    'identity.account-of-nobody',
    `SELECT ${limitCounts('$2')} AS counts, $1::text AS name, NULL AS accounts`,
  ),
};

@Injectable()
export class SignIn {
  constructor(
    private readonly db: DataSource,
    private readonly throttle: Throttle,
    private readonly passwords: Passwords,
    private readonly wayIn: WayIn,
  ) {}

  /**
   * Opens a session and gives its token. The password is checked first; only if it fits several people who share the
   * name (a family's phone) is it asked which of them. Throws `SecondFactorNeeded` when the password is only half the way.
   */
  async signIn(sent: BodyOf<typeof signIn>, from: { address: string; userAgent: string }): Promise<string> {
    const name = readSignInName(sent.name);
    const keys = [
      [NAME_AT_ADDRESS, `${name.value}@${from.address}`],
      [NAME, name.value],
      [ADDRESS, from.address],
    ] as const;
    const [found] = await findNamed[name.kind](this.db, [name.value, limitNames(keys)]);
    const counted = checkLimits(keys, found?.counts ?? null);

    const accounts = found?.accounts ?? [];
    const fitting: AccountNamed[] = [];
    // With nobody of that name a hash is checked all the same: how long it takes tells nothing.
    for (const account of accounts.length > 0 ? accounts : [null]) {
      if ((await this.passwords.fits(sent.password, account?.passwordHash ?? null)) && account)
        fitting.push(account);
    }
    if (fitting.length === 0) {
      for (const [limit, key] of keys) await this.throttle.spend(limit, key);
      throw identityProblem('wrong-credentials');
    }
    const chosen = sent.accountId ? fitting.find((account) => account.id === sent.accountId) : fitting[0];
    if (!chosen) throw commonProblem('not-found');
    if (!sent.accountId && fitting.length > 1) {
      const people: PersonChoice[] = fitting.map(({ id, displayName }) => ({
        accountId: id,
        name: displayName,
      }));
      throw identityProblem('which-person', { people });
    }
    if (chosen.state === 'locked') throw identityProblem('account-locked');
    if (counted.includes(NAME_AT_ADDRESS)) await this.throttle.forget(NAME_AT_ADDRESS, keys[0][1]);
    return this.wayIn.open(chosen, { ...from, sharedPhone: sent.sharedPhone });
  }
}
