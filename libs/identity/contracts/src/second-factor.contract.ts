import { endpoint, problems } from '@bimtek/platform-contracts';
import * as z from 'zod';
import { SessionView } from './session-view.contract.ts';
import { PresentPassword } from './own-account.contract.ts';

export const secondFactorProblem = problems({
  'second-factor-needed': [401, 'The password fits; the second factor is needed'],
  'second-factor-wrong': [403, 'The code or passkey does not fit'],
  'second-factor-step-over': [410, 'The time for the second step is over; sign in again'],
  'second-factor-required': [403, 'This account must add a second factor before anything else'],
  'second-factor-exists': [409, 'There is an authenticator app already'],
  'passkey-not-accepted': [422, 'The passkey could not be checked'],
  'wrong-password': [403, 'The password does not fit'],
});

export const SecondFactorMethod = z.enum(['totp', 'passkey', 'recovery']);
export type SecondFactorMethod = z.infer<typeof SecondFactorMethod>;

/** The extra of the problem `second-factor-needed`; the step itself is in a cookie that no script reads. */
export const SecondFactorStep = z.object({
  methods: z.array(SecondFactorMethod),
  expiresAt: z.iso.datetime(),
});
export type SecondFactorStep = z.infer<typeof SecondFactorStep>;

/** What a browser's own passkey functions take and give; checked by the library that knows WebAuthn. */
const WebAuthnJson = z.record(z.string(), z.unknown());

export const proveSecondFactor = endpoint({
  name: 'proveSecondFactor',
  summary: 'The second step of signing in; opens the session',
  method: 'POST',
  path: 'session/second-factor',
  allow: 'public',
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('totp'), code: z.string().trim().min(6).max(10) }),
    z.object({ kind: z.literal('recovery'), code: z.string().trim().min(8).max(20) }),
    z.object({ kind: z.literal('passkey'), response: WebAuthnJson }),
  ]),
  result: SessionView,
  problems: secondFactorProblem,
});

export const askForPasskey = endpoint({
  name: 'askForPasskey',
  summary: 'What the browser needs to ask for a passkey in the second step of signing in',
  method: 'POST',
  path: 'session/second-factor/passkey',
  allow: 'public',
  result: z.object({ options: WebAuthnJson }),
  problems: secondFactorProblem,
});

export const SecondFactors = z
  .object({
    /** By the role of the person and the settings of the site. */
    isRequired: z.boolean(),
    totp: z.object({ addedAt: z.iso.datetime() }).nullable(),
    passkeys: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        addedAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
      }),
    ),
    recoveryCodesLeft: z.int().nonnegative(),
  })
  .meta({ id: 'SecondFactors' });
export type SecondFactors = z.infer<typeof SecondFactors>;

export const getSecondFactors = endpoint({
  name: 'getSecondFactors',
  summary: 'The own second factors',
  method: 'GET',
  path: 'account/second-factor',
  allow: 'signed-in',
  result: SecondFactors,
});

/** Asked for once there is a second factor: a session left open must not be enough to add another. */
const password = PresentPassword.optional();
/** Shown once, with the first second factor and whenever new ones are made. */
const recoveryCodes = z.array(z.string()).nullable();

export const beginTotp = endpoint({
  name: 'beginTotp',
  summary: 'A new secret for an authenticator app; it counts after a code of it was entered',
  method: 'POST',
  path: 'account/second-factor/totp',
  allow: 'signed-in',
  body: z.object({ password }),
  result: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }),
  problems: secondFactorProblem,
});

export const confirmTotp = endpoint({
  name: 'confirmTotp',
  summary: 'A first code of the authenticator app; from now on it is asked for',
  method: 'PUT',
  path: 'account/second-factor/totp',
  allow: 'signed-in',
  body: z.object({ code: z.string().trim().min(6).max(10) }),
  result: z.object({ recoveryCodes }),
  problems: secondFactorProblem,
});

export const removeTotp = endpoint({
  name: 'removeTotp',
  summary: 'Remove the authenticator app',
  method: 'POST',
  path: 'account/second-factor/totp/remove',
  allow: 'signed-in',
  body: z.object({ password: PresentPassword }),
  problems: secondFactorProblem,
});

export const beginPasskey = endpoint({
  name: 'beginPasskey',
  summary: 'What the browser needs to make a passkey',
  method: 'POST',
  path: 'account/second-factor/passkeys/options',
  allow: 'signed-in',
  body: z.object({ password }),
  result: z.object({ options: WebAuthnJson }),
  problems: secondFactorProblem,
});

export const addPasskey = endpoint({
  name: 'addPasskey',
  summary: 'Keep the passkey that the browser made, under a name',
  method: 'POST',
  path: 'account/second-factor/passkeys',
  allow: 'signed-in',
  body: z.object({ name: z.string().trim().min(1).max(60), response: WebAuthnJson }),
  result: z.object({ recoveryCodes }),
  problems: secondFactorProblem,
});

export const removePasskey = endpoint({
  name: 'removePasskey',
  summary: 'Remove one passkey',
  method: 'POST',
  path: 'account/second-factor/passkeys/:passkeyId/remove',
  allow: 'signed-in',
  params: z.object({ passkeyId: z.uuid() }),
  body: z.object({ password: PresentPassword }),
  problems: secondFactorProblem,
});

export const makeRecoveryCodes = endpoint({
  name: 'makeRecoveryCodes',
  summary: 'Ten new recovery codes; the older ones end',
  method: 'POST',
  path: 'account/second-factor/recovery-codes',
  allow: 'signed-in',
  body: z.object({ password: PresentPassword }),
  result: z.object({ recoveryCodes: z.array(z.string()) }),
  problems: secondFactorProblem,
});
