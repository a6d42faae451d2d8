import { endpoint, event, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { Role } from './permissions.ts';
import { SessionView } from './session-view.contract.ts';

/** 10 to 200 characters; length is what makes a password strong (NIST SP 800-63B). */
export const Password = z.string().min(10).max(200);

/** A participant code (`BT26-4821-K`), a phone number as people write it, or an e-mail address. */
const SignInName = z.string().trim().min(3).max(200);

export const identityProblem = problems({
  'wrong-credentials': [401, 'No account has this sign-in name and password'],
  'which-person': [409, 'The password fits several people; say which one'],
  'account-locked': [403, 'The account is locked'],
  'activation-expired': [410, 'The activation has expired'],
  'activation-used': [410, 'The activation has been used'],
  'activation-unknown': [404, 'No such activation'],
  'password-too-easy': [422, 'The password is too easy to guess'],
  'role-not-held': [403, 'The person does not hold this role'],
});

export const signIn = endpoint({
  name: 'signIn',
  summary: 'Sign in by participant code, phone number or e-mail; sets the session cookie',
  method: 'POST',
  path: 'session',
  allow: 'public',
  body: z.object({
    name: SignInName,
    password: z.string().min(1).max(200),
    /** After `which-person`: the account chosen among those that were offered. */
    accountId: z.uuid().optional(),
    /** The phone is used by several people: the session ends after 15 idle minutes. */
    sharedPhone: z.boolean().default(false),
  }),
  result: SessionView,
  problems: identityProblem,
});

/** The extra of the problem `which-person`. */
export const PersonChoice = z.object({ accountId: z.uuid(), name: z.string() });
export type PersonChoice = z.infer<typeof PersonChoice>;

export const signOut = endpoint({
  name: 'signOut',
  summary: 'End this session; a second call changes nothing',
  method: 'DELETE',
  path: 'session',
  allow: 'public',
});

export const switchRole = endpoint({
  name: 'switchRole',
  summary: 'Act in another of the roles one holds',
  method: 'PUT',
  path: 'session/role',
  allow: 'signed-in',
  body: z.object({ role: Role }),
  result: SessionView,
  problems: identityProblem,
});

/** Whose activation it is, so that a person sees it is the right letter before choosing a password. */
export const ActivationView = z
  .object({
    name: z.string(),
    participantCode: z.string(),
    /** `renewal`: the account has a password, which this replaces. */
    kind: z.enum(['activation', 'renewal']).default('activation'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Activation' });
export type ActivationView = z.infer<typeof ActivationView>;

/** The secret of a personal link, or participant code and printed code together. */
export const ActivationKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link'), token: z.string().min(20).max(100) }),
  z.object({
    kind: z.literal('code'),
    /** The participant code, or the phone number that the account signs in with. */
    participantCode: z.string().trim().min(4).max(20),
    code: z.string().trim().min(4).max(20),
  }),
]);
export type ActivationKey = z.infer<typeof ActivationKey>;

export const findActivation = endpoint({
  name: 'findActivation',
  summary: 'Whom an activation link or printed code belongs to',
  method: 'POST',
  path: 'activation/lookup',
  allow: 'public',
  body: z.object({ key: ActivationKey }),
  result: ActivationView,
  problems: identityProblem,
});

export const activateAccount = endpoint({
  name: 'activateAccount',
  summary: 'Choose a password with an activation; signs in',
  method: 'POST',
  path: 'activation',
  allow: 'public',
  body: z.object({ key: ActivationKey, password: Password, sharedPhone: z.boolean().default(false) }),
  result: SessionView,
  problems: identityProblem,
});

export const accountActivated = event({
  name: 'identity.account-activated',
  payload: z.object({ accountId: z.uuid(), personId: z.uuid(), activatedAt: z.iso.datetime() }),
});
