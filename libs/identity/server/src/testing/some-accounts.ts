import type { Role } from '@bimtek/identity-contracts';
import { type Actor, ProblemError, type Scope } from '@bimtek/platform-contracts';
import type { TestContext } from '@bimtek/platform-server/testing';
import { randomUUID } from 'node:crypto';
import { Accounts } from '../accounts/accounts.service.ts';
import { SESSION_COOKIE, type Sessions } from '../sessions/sessions.service.ts';
import { SignIn } from '../sessions/sign-in.service.ts';

export const aPassword = 'kebun sumur lampu';
export const aBrowser = { address: '10.0.0.7', userAgent: 'spec' };

export interface SomeAccount {
  personId: string;
  accountId: string;
  displayName: string;
  participantCode: string;
}

interface Given {
  displayName?: string;
  phone?: string | null;
  email?: string | null;
  role?: Role;
  scope?: Scope;
  password?: string | null;
}

/** An account with one role; active with `aPassword` unless `password` is null. */
export async function anAccount(context: TestContext, given: Given = {}): Promise<SomeAccount> {
  const accounts = context.get(Accounts);
  const tx = context.db.manager;
  const personId = randomUUID();
  const { displayName = 'Wartinah', phone = null, email = null, role = 'trainee', scope } = given;
  const codes = await accounts.invite(tx, [{ personId, displayName, phone, email }]);
  const { level = 'own', ids = [] } = scope ?? {};
  await accounts.grant(
    tx,
    ids.length > 0
      ? ids.map((scopeId) => ({ personId, role, level, scopeId }))
      : [{ personId, role, level: level as Scope['level'] }],
  );
  if (given.password !== null) await accounts.activateWithPassword(tx, personId, given.password ?? aPassword);
  const [row]: { id: string }[] = await context.db.query(
    `SELECT id FROM identity_account WHERE person_id = $1`,
    [personId],
  );
  return { personId, accountId: row?.id ?? '', displayName, participantCode: codes.get(personId) ?? '' };
}

/** Signs in with the password and gives the token of the session. */
export async function aToken(
  context: TestContext,
  account: SomeAccount,
  userAgent = 'spec',
): Promise<string> {
  return context
    .get(SignIn)
    .signIn(
      { name: account.participantCode, password: aPassword, sharedPhone: false },
      { ...aBrowser, userAgent },
    );
}

/** Who asks with this token at this endpoint, as a process finds out; null when the session is over. */
export function actorOf(
  sessions: Sessions,
  token: string,
  url = '/api/any',
  method = 'GET',
): Promise<Actor | null> {
  const request = { cookies: { [SESSION_COOKIE]: token }, method, routeOptions: { url } };
  return sessions.authenticate(request as never);
}

/** The refusal that the work meets; fails when it meets none. */
export async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  return work.then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => {
      if (error instanceof ProblemError) return error;
      throw error;
    },
  );
}
